"""Charges that come after their month's reconciliation are settled with the month in which they came."""

from django.db import migrations, models
from django.db.models import F


def own_month(apps, _editor):
    for name in ("Load", "Challenge"):
        apps.get_model("referrals", name).objects.update(settles_in=F("month"))


class Migration(migrations.Migration):
    dependencies = [("referrals", "0010_find_counterparts")]
    operations = [
        migrations.AddField("load", "settles_in", models.DateField(null=True)),
        migrations.AddField(
            "challenge",
            "settles_in",
            models.DateField(
                null=True, help_text="The month whose reconciliation dates hold, from the load."
            ),
        ),
        migrations.RunPython(own_month, migrations.RunPython.noop),
    ]
