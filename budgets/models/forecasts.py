"""Which forecast a group goes by, and what it forecast month after month. Money is pounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from budgets.models.settings import of_named_groups
from daccom.calendar import Month

if TYPE_CHECKING:
    from practices.models import User


class Method(models.TextChoices):
    STRAIGHT_LINE = "straight_line", "Straight line"
    PROFILED = "profiled", "By profile"
    RUN_RATE = "run_rate", "Recent run rate"
    VARIANCE_HELD = "variance_held", "Variance held"
    ADJUSTED = "adjusted", "Without what comes once"
    MANUAL = "manual", "By judgement"


METHODS = ["straight_line", "profiled", "run_rate", "variance_held", "adjusted", "manual"]


class ForecastChoiceQuerySet(models.QuerySet["ForecastChoice"]):
    def visible_to(self, user: User) -> ForecastChoiceQuerySet:
        return self.filter(of_named_groups(user))


class ForecastChoice(models.Model):
    """From `month` on, until another is chosen, a group forecasts a main category by `method`, and why.

    Once written never changed. `amount` is the year's outturn by judgement, for that method only.
    """

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="forecast_choices"
    )
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    method = models.CharField(max_length=13, choices=Method)
    amount = models.DecimalField(max_digits=13, decimal_places=2, null=True)
    reason = models.TextField(max_length=1000)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = ForecastChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="forecast_choice_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(method="manual", amount__isnull=False)
                | Q(method__in=[method for method in METHODS if method != "manual"], amount=None),
                name="forecast_choice_method_is_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="forecast_choice_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.category} from {Month(self.month)}: {self.get_method_display()}"


class ForecastRecordQuerySet(models.QuerySet["ForecastRecord"]):
    def visible_to(self, user: User) -> ForecastRecordQuerySet:
        return self.filter(of_named_groups(user))


class ForecastRecord(models.Model):
    """What was forecast for a main category at the end of `month`, with what went into it; never changed.

    `monthly` holds the spend of each month gone as text, April first, so that a later movement can be told
    from a correction. `budget` is the year's, with the variations up to then. Recorded once a month.
    """

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="forecast_records"
    )
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    method = models.CharField(max_length=13, choices=Method)
    budget = models.DecimalField(max_digits=13, decimal_places=2)
    monthly = models.JSONField()
    outturn = models.DecimalField(max_digits=13, decimal_places=2)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "practices.User", null=True, on_delete=models.PROTECT, related_name="+", help_text="None: the system."
    )
    is_simulated = models.BooleanField(default=False)

    objects = ForecastRecordQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "category", "month"], name="one_forecast_record_per_group_category_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="forecast_record_month_is_a_first"),
            models.CheckConstraint(condition=Q(method__in=METHODS), name="forecast_record_method_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {Month(self.month)}: {self.outturn}"
