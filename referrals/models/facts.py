"""What pages about activity read: sums of each practice and month, kept in the transaction that changes them.

`manage.py reconcile` counts them once more from the rows behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import Month
from practices.scope import readable_rows
from referrals.models.episodes import PointOfDelivery
from referrals.models.returns import Urgency

if TYPE_CHECKING:
    from practices.models import User


class FactQuerySet(models.QuerySet[models.Model]):
    def visible_to(self, user: User) -> FactQuerySet:
        """Own practice's; and, as practice-level comparison, those of the groups one may read by name."""
        return self.filter(readable_rows(user, month="month"))

    def between(self, first: Month, last: Month) -> FactQuerySet:
        return self.filter(month__gte=first.first, month__lte=last.first)


class MonthFact(models.Model):
    """One practice and month: referrals certified, hospital activity with its cost, and challenges.

    `referrals` None: no return is in. `has_activity` False: no extract and no summary gave anything, so that
    the noughts beside it say nothing. Costs are pounds, credits subtracted. Challenges are those about this
    month's charges; gross counts overcharges, net subtracts undercharges.
    """

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="facts")
    month = models.DateField()
    referrals = models.PositiveIntegerField(null=True)
    elective_referrals = models.PositiveIntegerField(null=True)
    unscheduled_referrals = models.PositiveIntegerField(null=True)
    is_nil = models.BooleanField(default=False)
    has_activity = models.BooleanField(default=False)
    el_activity = models.PositiveIntegerField(default=0)
    el_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    dc_activity = models.PositiveIntegerField(default=0)
    dc_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    nel_activity = models.PositiveIntegerField(default=0)
    nel_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    nelst_activity = models.PositiveIntegerField(default=0)
    nelst_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    opfa_activity = models.PositiveIntegerField(default=0)
    opfa_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    opfup_activity = models.PositiveIntegerField(default=0)
    opfup_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    opproc_activity = models.PositiveIntegerField(default=0)
    opproc_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    ae_activity = models.PositiveIntegerField(default=0)
    ae_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    challenges = models.PositiveIntegerField(default=0)
    challenges_open = models.PositiveIntegerField(default=0)
    challenged_gross = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    challenged_net = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    open_gross = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    recovered = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    lost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    is_simulated = models.BooleanField(default=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "practice"], name="one_fact_per_month_practice"),
            models.CheckConstraint(condition=Q(month__day=1), name="month_fact_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(referrals=None, elective_referrals=None, unscheduled_referrals=None, is_nil=False)
                | Q(
                    referrals__isnull=False,
                    elective_referrals__isnull=False,
                    unscheduled_referrals__isnull=False,
                ),
                name="month_fact_referrals_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}, {Month(self.month)}"


class ActivityFact(models.Model):
    """Hospital activity of one practice and month at one point of delivery in one specialty.

    It is the rows of current loads and the summaries beside them. `from_consultant`: how many of the first
    attendances another consultant asked for; None where the source of referral is not known.
    """

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    pod = models.CharField("point of delivery", max_length=6, choices=PointOfDelivery)
    specialty = models.ForeignKey(
        "referrals.Specialty", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    activity = models.PositiveIntegerField()
    cost = models.DecimalField(max_digits=14, decimal_places=2)
    from_consultant = models.PositiveIntegerField(null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "practice", "pod", "specialty"], name="one_activity_fact_per_line"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="activity_fact_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(pod__in=PointOfDelivery.values), name="activity_fact_pod_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}, {Month(self.month)}, {self.pod}, {self.specialty}: {self.activity}"


class ReferralFact(models.Model):
    """What a practice certified for a month, specialty and urgency; no row where it said nothing."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    specialty = models.ForeignKey(
        "referrals.Specialty", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    urgency = models.CharField(max_length=12, choices=Urgency)
    referrals = models.PositiveIntegerField()

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "practice", "specialty", "urgency"], name="one_referral_fact_per_line"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="referral_fact_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values), name="referral_fact_urgency_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}, {Month(self.month)}, {self.specialty} {self.urgency}: {self.referrals}"
