"""How a year's indicative budgets are set: the worksheet's inputs, until they are published. Pounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from daccom.calendar import FinancialYear

if TYPE_CHECKING:
    from practices.models import User


def of_named_groups(user: User, group: str = "group") -> Q:
    """Rows of the groups in which one reads every practice by name; for others, of none."""
    return Q(**{f"{group}__in": user.access.named_group_ids})


class BudgetSettingQuerySet(models.QuerySet["BudgetSetting"]):
    def visible_to(self, user: User) -> BudgetSettingQuerySet:
        return self.filter(of_named_groups(user))


class BudgetSetting(models.Model):
    """One group and financial year: draft → published. Afterwards only variations change a budget.

    `total` is all the group gets, the reserves included. Percentages are 0 to 100: `uplift` on last year lies
    between `uplift_low` and `uplift_high`; `pace_of_change` is the part of the distance from the fair share
    that is made up this year. `edition` counts the saves of the draft.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="budget_settings"
    )
    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the financial year starts.")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    total = models.DecimalField(max_digits=13, decimal_places=2)
    uplift_low = models.DecimalField(max_digits=5, decimal_places=2)
    uplift_high = models.DecimalField(max_digits=5, decimal_places=2)
    uplift = models.DecimalField(max_digits=5, decimal_places=2)
    pace_of_change = models.DecimalField(max_digits=5, decimal_places=2)
    contingency = models.DecimalField(max_digits=13, decimal_places=2, default=0)
    risk_pool = models.DecimalField(max_digits=13, decimal_places=2, default=0)
    basis = models.CharField(
        max_length=300, help_text="What the historic amounts are: last year's outturn, or its budget."
    )
    edition = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = BudgetSettingQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["group", "year"], name="one_setting_per_group_year"),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="setting_year_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None, published_by=None)
                | Q(status="published", published_at__isnull=False, published_by__isnull=False),
                name="setting_published_at_needs_by",
            ),
            models.CheckConstraint(
                condition=Q(uplift_low__lte=F("uplift")) & Q(uplift__lte=F("uplift_high")),
                name="setting_uplift_is_in_range",
            ),
            models.CheckConstraint(
                condition=Q(pace_of_change__gte=0, pace_of_change__lte=100),
                name="setting_pace_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, contingency__gte=0, risk_pool__gte=0),
                name="setting_amounts_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {FinancialYear(self.year)}"


class HistoricAmount(models.Model):
    """What one practice and category came to before, as the worksheet takes it: fixed when it was started."""

    setting = models.ForeignKey(BudgetSetting, on_delete=models.PROTECT, related_name="historic")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=13, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["setting", "practice", "category"], name="one_historic_amount_per_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.category}: {self.amount}"


class PracticeWeight(models.Model):
    """What a practice's fair share rests on: patients on a day, and what one of them weighs (1 is average).

    `patients` None: no list is known, so that there is no fair share and the historic share stands.
    """

    setting = models.ForeignKey(BudgetSetting, on_delete=models.PROTECT, related_name="weights")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    patients = models.PositiveIntegerField(null=True)
    counted_on = models.DateField(null=True)
    weight = models.DecimalField(max_digits=9, decimal_places=6)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["setting", "practice"], name="one_weight_per_practice"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="practice_weight_is_positive"),
            models.CheckConstraint(
                condition=Q(patients=None, counted_on=None)
                | Q(patients__isnull=False, counted_on__isnull=False),
                name="practice_weight_patients_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.patients} × {self.weight}"
