from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_clinicians_and_certifiers"),
        ("referrals", "0008_stays_begun_before_their_month"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="episode",
            index=models.Index(
                condition=models.Q(("pod__gte", "NEL"), ("pod__lte", "NELST")),
                fields=[
                    "practice",
                    "month",
                    "nhs_number",
                    "provider",
                    "spell_id",
                    "load",
                    "admission_method",
                    "pod",
                ],
                name="emergency_stay_by_patient",
            ),
        ),
    ]
