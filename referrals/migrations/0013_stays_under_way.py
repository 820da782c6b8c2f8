"""Stays without a discharge are counted apart: they have no activity month yet."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("referrals", "0012_settling_months_required")]
    operations = [
        migrations.RemoveConstraint("extract", "extract_accounts_for_every_row"),
        migrations.AddField(
            "extract",
            "rows_under_way",
            models.PositiveIntegerField(
                default=0, help_text="Stays that are not finished: they come with the month of discharge."
            ),
        ),
        migrations.AddConstraint(
            "extract",
            models.CheckConstraint(
                condition=Q(rows_read=F("rows_good") + F("rows_bad") + F("rows_under_way")),
                name="extract_accounts_for_every_row",
            ),
        ),
    ]
