from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_clinicians_and_certifiers"),
        ("referrals", "0009_emergency_stays_by_patient"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["counterpart"], name="finding_by_counterpart"),
        ),
    ]
