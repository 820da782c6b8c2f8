"""Activity that came as counts: months and rows that the PCT’s system does not give by patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from daccom.calendar import FinancialYear, Month
from practices.models.list_sizes import AgeBand, Sex
from practices.scope import readable_rows
from referrals.models.episodes import PointOfDelivery

if TYPE_CHECKING:
    from practices.models import User


class ActivitySummaryQuerySet(models.QuerySet["ActivitySummary"]):
    def visible_to(self, user: User) -> ActivitySummaryQuerySet:
        """Own practice's; and, as practice-level comparison, those of the groups one may read by name."""
        return self.filter(readable_rows(user, month="month"))


class ActivitySummary(models.Model):
    """What was counted for one practice, month, point of delivery and specialty beside the rows of extracts.

    Rows given by patient are not in it. `cost` is pounds, credits subtracted. `from_consultant` is as in
    ActivityFact. Posting a month again replaces it as a whole.
    """

    pct = models.ForeignKey("practices.PCT", on_delete=models.PROTECT, related_name="+", db_index=False)
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    pod = models.CharField("point of delivery", max_length=6, choices=PointOfDelivery)
    specialty = models.ForeignKey(
        "referrals.Specialty", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    activity = models.PositiveIntegerField()
    cost = models.DecimalField(max_digits=14, decimal_places=2)
    from_consultant = models.PositiveIntegerField(null=True)
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(
        "practices.User",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="None: the system.",
    )
    is_simulated = models.BooleanField(default=False)

    objects = ActivitySummaryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pct", "month", "practice", "pod", "specialty"], name="one_summary_per_line"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="summary_month_is_a_first"),
            models.CheckConstraint(condition=Q(pod__in=PointOfDelivery.values), name="summary_pod_is_known"),
            models.CheckConstraint(
                condition=Q(from_consultant=None)
                | Q(pod=PointOfDelivery.OPFA, from_consultant__lte=F("activity")),
                name="summary_from_consultant_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}, {Month(self.month)}, {self.pod}, {self.specialty}: {self.activity}"


class ReferenceEvents(models.Model):
    """How often people of one sex and age were treated in a reference population: what is to be expected.

    `events` happened to `population` persons in the financial year `year`; `source` says who they were.
    """

    pct = models.ForeignKey("practices.PCT", on_delete=models.PROTECT, related_name="reference_events")
    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the financial year starts.")
    pod = models.CharField("point of delivery", max_length=6, choices=PointOfDelivery)
    sex = models.CharField(max_length=1, choices=Sex)
    age_band = models.CharField(max_length=5, choices=AgeBand)
    events = models.PositiveIntegerField()
    population = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "reference events"
        constraints = [
            models.UniqueConstraint(
                fields=["pct", "year", "pod", "sex", "age_band"], name="one_reference_per_line"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="reference_year_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(pod__in=PointOfDelivery.values), name="reference_pod_is_known"
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="reference_sex_is_known"),
            models.CheckConstraint(
                condition=Q(age_band__in=AgeBand.values), name="reference_age_band_is_known"
            ),
            models.CheckConstraint(
                condition=Q(population__gt=0) | Q(events=0), name="reference_events_have_a_population"
            ),
        ]

    def __str__(self) -> str:
        return f"{FinancialYear(self.year)} {self.pod} {self.sex} {self.age_band}: {self.events}"
