"""What the months of a year are made of: profiles, amounts that come once, and what explains a difference."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from budgets.models.settings import of_named_groups
from daccom.calendar import FinancialYear, Month

if TYPE_CHECKING:
    from practices.models import User

MONTH_FIELDS = tuple(f"m{number}" for number in range(1, 13))
"""The fields of a profile: m1 is April, m12 March."""
WHOLE = 10_000
"""A hundred percent, in hundredths of a percent."""


class SpendProfileQuerySet(models.QuerySet["SpendProfile"]):
    def visible_to(self, user: User) -> SpendProfileQuerySet:
        return self.filter(of_named_groups(user))


class SpendProfile(models.Model):
    """How a year's budget of a main category falls on its months: hundredths of a percent, 100% together.

    Without one, each month has a twelfth. `source` says where the shape is from. `edition` counts the saves.
    """

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="profiles"
    )
    year = models.PositiveSmallIntegerField()
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT, related_name="+")
    m1 = models.PositiveSmallIntegerField("April")
    m2 = models.PositiveSmallIntegerField("May")
    m3 = models.PositiveSmallIntegerField("June")
    m4 = models.PositiveSmallIntegerField("July")
    m5 = models.PositiveSmallIntegerField("August")
    m6 = models.PositiveSmallIntegerField("September")
    m7 = models.PositiveSmallIntegerField("October")
    m8 = models.PositiveSmallIntegerField("November")
    m9 = models.PositiveSmallIntegerField("December")
    m10 = models.PositiveSmallIntegerField("January")
    m11 = models.PositiveSmallIntegerField("February")
    m12 = models.PositiveSmallIntegerField("March")
    source = models.CharField(max_length=200)
    edition = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = SpendProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "year", "category"], name="one_profile_per_group_year_category"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="profile_year_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(
                    m1=WHOLE
                    - F("m2") - F("m3") - F("m4") - F("m5") - F("m6") - F("m7")
                    - F("m8") - F("m9") - F("m10") - F("m11") - F("m12")
                ),
                name="profile_is_a_hundred_percent",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.category}, {FinancialYear(self.year)}"

    @property
    def shares(self) -> list[Decimal]:
        """The twelve shares, April first; they sum to exactly 1."""
        return [Decimal(getattr(self, name)) / WHOLE for name in MONTH_FIELDS]


class NonRecurrentQuerySet(models.QuerySet["NonRecurrent"]):
    def visible_to(self, user: User) -> NonRecurrentQuerySet:
        return self.filter(of_named_groups(user))


class NonRecurrent(models.Model):
    """Spend that comes once, in the past or still to come: a forecast does not carry it forward.

    `amount` is pounds, a credit negative, and is part of what was (or will be) posted for `month`. `practice`
    None: of the group as a whole.
    """

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="non_recurrent"
    )
    practice = models.ForeignKey("practices.Practice", null=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    words = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = NonRecurrentQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="non_recurrent_month_is_a_first"),
            models.CheckConstraint(condition=~Q(words=""), name="non_recurrent_has_words"),
            models.CheckConstraint(condition=~Q(amount=0), name="non_recurrent_is_not_nought"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="non_recurrent_withdrawn_at_needs_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {Month(self.month)}: {self.words}"


class SpendExplanationQuerySet(models.QuerySet["SpendExplanation"]):
    def visible_to(self, user: User) -> SpendExplanationQuerySet:
        return self.filter(of_named_groups(user))


class SpendExplanation(models.Model):
    """Why what finance posted for acute care differs from what extracts come to, by this many pounds.

    A positive `amount` is posted and not in the extracts. What no line explains is shown as unexplained.
    """

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="spend_explanations"
    )
    category = models.ForeignKey("budgets.Category", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    words = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = SpendExplanationQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="spend_explanation_month_is_a_first"),
            models.CheckConstraint(condition=~Q(words=""), name="spend_explanation_has_words"),
            models.CheckConstraint(condition=~Q(amount=0), name="spend_explanation_is_not_nought"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="spend_explanation_withdrawn_at_needs_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {Month(self.month)}: {self.words}"
