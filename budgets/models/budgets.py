"""What a practice may spend in a year, and what was spent on its patients each month. Money is pounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import FinancialYear, Month
from practices.scope import readable_rows, readable_years

if TYPE_CHECKING:
    from practices.models import User


class IndicativeBudgetQuerySet(models.QuerySet["IndicativeBudget"]):
    def visible_to(self, user: User) -> IndicativeBudgetQuerySet:
        """Own practice's; and, of the groups one reads, the years in which a practice belonged to them."""
        return self.filter(readable_years(user, "year"))


class IndicativeBudget(models.Model):
    """The budget of one practice for one financial year and category."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the financial year starts.")
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT)
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    is_simulated = models.BooleanField(default=False)

    objects = IndicativeBudgetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "year", "category"], name="one_budget_per_practice_year_line"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="budget_year_is_possible"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {FinancialYear(self.year)} {self.category}"


class MonthlySpendQuerySet(models.QuerySet["MonthlySpend"]):
    def visible_to(self, user: User) -> MonthlySpendQuerySet:
        return self.filter(readable_rows(user, month="month"))

    def between(self, first: Month, last: Month) -> MonthlySpendQuerySet:
        return self.filter(month__gte=first.first, month__lte=last.first)


class MonthlySpend(models.Model):
    """What PCT finance posted for one practice, category and month; a credit is negative."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="spend")
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT)
    month = models.DateField()
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = MonthlySpendQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["month", "practice"], name="spend_by_month_practice")]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "category", "month"], name="one_spend_per_practice_line_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="spend_month_is_a_first"),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {Month(self.month)} {self.category}"
