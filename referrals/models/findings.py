"""What the automatic checks found, how each group has set them, and the prices they check against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from practices.models import User


class Rule(models.TextChoices):
    DUPLICATE = "duplicate", "Charged twice"
    OVERLAP = "overlap", "Overlapping stays"
    NOT_OURS = "not_ours", "Not our patient"
    IDENTITY = "identity", "Patient not identified"
    DATES = "dates", "Dates do not fit"
    BED_DAYS = "bed_days", "Excess bed days"
    PRICE = "price", "Price differs from the tariff"
    READMISSION = "readmission", "Readmitted within 30 days"
    LATE = "late", "Charged after reconciliation"


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> FindingQuerySet:
        """As patient-level rows: those of the person's own practices only."""
        return self.filter(practice__in=user.access.practice_ids)

    def current(self) -> FindingQuerySet:
        """About episodes that count."""
        return self.filter(load__status="current")


class Finding(models.Model):
    """One check that one episode does not pass.

    `amount` is what is at stake in pounds: positive for an overcharge, negative for an undercharge, 0 where
    no price hangs on it. `words` name no patient. `counterpart` is the other row of a pair.
    """

    load = models.ForeignKey("referrals.Load", on_delete=models.PROTECT, related_name="findings")
    episode = models.ForeignKey(
        "referrals.Episode", on_delete=models.PROTECT, related_name="findings", db_index=False
    )
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, db_index=False)
    month = models.DateField()
    rule = models.CharField(max_length=12, choices=Rule)
    rule_version = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    words = models.CharField(max_length=200)
    counterpart = models.ForeignKey(
        "referrals.Episode", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    found_on = models.DateField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-amount", "pk"]
        indexes = [
            models.Index(fields=["practice", "month", "rule"], name="finding_by_practice_month_rule"),
            # Deleting a staged episode asks whether it is a counterpart: without this, all findings are read.
            models.Index(fields=["counterpart"], name="finding_by_counterpart"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["episode", "rule"], name="one_finding_per_episode_rule"),
            models.CheckConstraint(condition=Q(month__day=1), name="finding_month_is_a_first"),
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="finding_rule_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}: {self.words}"


class CheckSettingQuerySet(models.QuerySet["CheckSetting"]):
    def visible_to(self, user: User) -> CheckSettingQuerySet:
        return self.filter(group__in=user.access.group_ids)


class CheckSetting(models.Model):
    """How a group has set one rule for one financial year; without a row the rule's own defaults hold."""

    group = models.ForeignKey("practices.CommissioningGroup", on_delete=models.PROTECT, related_name="checks")
    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the financial year begins.")
    rule = models.CharField(max_length=12, choices=Rule)
    is_on = models.BooleanField()
    parameters = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    objects = CheckSettingQuerySet.as_manager()

    class Meta:
        ordering = ["year", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["group", "year", "rule"], name="one_setting_per_group_year_rule"),
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="check_setting_rule_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} in {self.year}"


class Tariff(models.Model):
    """What an HRG costs at a point of delivery in a financial year, and from which day a bed costs extra.

    Money in pounds; None where the list does not say.
    """

    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the financial year begins.")
    hrg = models.CharField("HRG", max_length=5)
    pod = models.CharField("point of delivery", max_length=6)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    trim_point = models.PositiveSmallIntegerField(null=True, help_text="Days of stay within the price.")
    excess_bed_day_price = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    source = models.CharField(max_length=100)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["year", "hrg", "pod"]
        constraints = [
            models.UniqueConstraint(fields=["year", "hrg", "pod"], name="one_price_per_year_hrg_pod"),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gte=0), name="tariff_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hrg} {self.pod} {self.year}"
