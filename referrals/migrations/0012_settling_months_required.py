from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_settling_months")]
    operations = [
        migrations.AlterField("load", "settles_in", models.DateField()),
        migrations.AlterField(
            "challenge",
            "settles_in",
            models.DateField(help_text="The month whose reconciliation dates hold, from the load."),
        ),
        migrations.AddConstraint(
            "load",
            models.CheckConstraint(
                condition=Q(settles_in__day=1, settles_in__gte=F("month")),
                name="load_settles_in_its_month_or_later",
            ),
        ),
        migrations.AddConstraint(
            "challenge",
            models.CheckConstraint(
                condition=Q(settles_in__day=1, settles_in__gte=F("month")),
                name="challenge_settles_in_its_month_or_later",
            ),
        ),
    ]
