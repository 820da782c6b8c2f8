"""What changes a budget after it was published: variations and virements, and the group's reserves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from budgets.models.settings import of_named_groups
from daccom.calendar import FinancialYear, Month
from practices.scope import readable_rows

if TYPE_CHECKING:
    from practices.models import User


class ReserveQuerySet(models.QuerySet["Reserve"]):
    def visible_to(self, user: User) -> ReserveQuerySet:
        return self.filter(of_named_groups(user))


class Reserve(models.Model):
    """Money kept at the group's level for a year, as published; variations draw on it."""

    class Kind(models.TextChoices):
        CONTINGENCY = "contingency", "Contingency"
        RISK_POOL = "risk_pool", "Risk pool"

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="reserves"
    )
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=Kind)
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    is_simulated = models.BooleanField(default=False)

    objects = ReserveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "year", "kind"], name="one_reserve_per_group_year_kind"),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="reserve_year_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["contingency", "risk_pool"]), name="reserve_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="reserve_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {FinancialYear(self.year)}"


class VariationQuerySet(models.QuerySet["Variation"]):
    def visible_to(self, user: User) -> VariationQuerySet:
        return self.filter(of_named_groups(user))


class Variation(models.Model):
    """One change of published budgets, with its reason; once written never changed, only answered by another.

    It counts from `month` on, for the whole year's budget. A virement moves money, so its lines come to
    nought; a variation brings or takes money. `number` counts within the group's year.
    """

    class Kind(models.TextChoices):
        VARIATION = "variation", "Variation"
        VIREMENT = "virement", "Virement"

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="variations"
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    month = models.DateField()
    is_recurrent = models.BooleanField(help_text="Whether next year's budget keeps it.")
    reason = models.TextField(max_length=1000)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = VariationQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "year", "number"], name="one_variation_per_number"),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="variation_year_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["variation", "virement"]), name="variation_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="variation_month_is_a_first"),
            models.CheckConstraint(condition=~Q(reason=""), name="variation_has_a_reason"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()} {self.number} of {FinancialYear(self.year)}, from {Month(self.month)}"
        )


class VariationLineQuerySet(models.QuerySet["VariationLine"]):
    def visible_to(self, user: User) -> VariationLineQuerySet:
        """Those of the groups one reads by name, and of own practices."""
        return self.filter(of_named_groups(user, "variation__group") | readable_rows(user))


class VariationLine(models.Model):
    """What a variation gives (or takes, negative): to a practice and category, or to a reserve."""

    variation = models.ForeignKey(Variation, on_delete=models.PROTECT, related_name="lines")
    practice = models.ForeignKey("practices.Practice", null=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey("budgets.Category", null=True, on_delete=models.PROTECT, related_name="+")
    reserve = models.ForeignKey(Reserve, null=True, on_delete=models.PROTECT, related_name="lines")
    amount = models.DecimalField(max_digits=13, decimal_places=2)

    objects = VariationLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variation", "practice", "category"],
                condition=Q(reserve=None),
                name="one_line_per_variation_practice_category",
            ),
            models.UniqueConstraint(
                fields=["variation", "reserve"],
                condition=Q(reserve__isnull=False),
                name="one_line_per_variation_reserve",
            ),
            models.CheckConstraint(
                condition=Q(reserve=None, practice__isnull=False, category__isnull=False)
                | Q(reserve__isnull=False, practice=None, category=None),
                name="variation_line_has_one_place",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="variation_line_is_not_nought"),
        ]

    def __str__(self) -> str:
        place = self.reserve or f"{self.practice} {self.category}"
        return f"{place}: {self.amount}"
