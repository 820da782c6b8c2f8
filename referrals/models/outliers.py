"""A practice outside the limits: asked for its reasons and an action plan, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import Month
from practices.scope import readable_rows

if TYPE_CHECKING:
    from practices.models import User


class Measure(models.TextChoices):
    """What is compared between practices and followed over months."""

    REFERRALS = "referrals", "Referrals"
    FIRST_OUTPATIENT = "first_outpatient", "First outpatient attendances"
    FOLLOW_UP = "follow_up", "Follow-up outpatient attendances"
    OUTPATIENT_PROCEDURE = "outpatient_procedure", "Outpatient procedures"
    ELECTIVE = "elective", "Elective admissions and day cases"
    EMERGENCY = "emergency", "Emergency admissions"
    A_AND_E = "a_and_e", "A&E attendances"
    ACUTE_COST = "acute_cost", "Cost of hospital care"


class OutlierRequestQuerySet(models.QuerySet["OutlierRequest"]):
    def visible_to(self, user: User) -> OutlierRequestQuerySet:
        """Own practice's; and those of the groups one may read by name."""
        return self.filter(readable_rows(user, month="month"))


class OutlierRequest(models.Model):
    """The Executive asks one practice why a measure lies where it does, and what it will do.

    Asked → answered → closed; an answer that does not do comes back (asked again, with words). `finding` is
    what the page said when it was asked: “164 referrals where 118 were expected: high (0.001)”.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "Waiting for the practice"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    OPEN = ("asked", "answered")

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="outlier_requests"
    )
    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.PROTECT, related_name="outlier_requests"
    )
    measure = models.CharField(max_length=24, choices=Measure)
    month = models.DateField()
    finding = models.CharField(max_length=300)
    status = models.CharField(max_length=9, choices=Status, default=Status.ASKED)
    due_on = models.DateField()
    reasons = models.TextField(max_length=2000, blank=True)
    action_plan = models.TextField(max_length=2000, blank=True)
    review_on = models.DateField(null=True, help_text="When the practice says its actions will show.")
    is_simulated = models.BooleanField(default=False)

    objects = OutlierRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "measure"],
                condition=Q(status__in=["asked", "answered"]),
                name="one_open_request_per_practice_measure",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="outlier_month_is_a_first"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="outlier_measure_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "answered", "closed", "withdrawn"]),
                name="outlier_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "withdrawn"]) | (~Q(reasons="") & ~Q(action_plan="")),
                name="outlier_answer_has_reasons_and_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.get_measure_display()}, {Month(self.month)}"


class OutlierStep(models.Model):
    """What happened to a request, once written never changed; the first step asks."""

    class Verb(models.TextChoices):
        ASKED = "asked", "Asked"
        ANSWERED = "answered", "Answered"
        RETURNED = "returned", "Asked again"
        NOTED = "noted", "Followed up"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    request = models.ForeignKey(OutlierRequest, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=9, choices=Verb)
    words = models.TextField(max_length=2000)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_step_per_request_number"),
            models.CheckConstraint(
                condition=Q(verb__in=["asked", "answered", "returned", "noted", "closed", "withdrawn"]),
                name="outlier_step_verb_is_known",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="outlier_step_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, step {self.number}"
