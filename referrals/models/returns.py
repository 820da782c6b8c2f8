"""The monthly return: a draft that becomes numbered, unchangeable versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import Month
from practices.scope import readable_rows

if TYPE_CHECKING:
    from practices.models import User

MOST_REFERRALS = 9_999


class Urgency(models.TextChoices):
    ELECTIVE = "elective", "Elective"
    UNSCHEDULED = "unscheduled", "Unscheduled"


class MonthlyReturnQuerySet(models.QuerySet["MonthlyReturn"]):
    def visible_to(self, user: User) -> MonthlyReturnQuerySet:
        """Own practice's; and, as practice-level comparison, those of the groups one may read by name."""
        return self.filter(readable_rows(user, month="month"))

    def for_month(self, month: Month) -> MonthlyReturnQuerySet:
        return self.filter(month=month.first)


class MonthlyReturn(models.Model):
    """What one practice reports for one month.

    `nil_referrals` says "we referred nobody"; no row at all means nothing was sent. `edition` counts the
    saves of the draft, so that a stale form is noticed. `first_submitted_at` decides on time or late.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        QUERIED = "queried", "Queried"
        ACCEPTED = "accepted", "Accepted"

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="returns")
    month = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    nil_referrals = models.BooleanField(default=False)
    referrals_saved_at = models.DateTimeField(null=True)
    referrals_saved_by = models.ForeignKey(
        "practices.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.PositiveIntegerField(default=0)
    versions_sent = models.PositiveIntegerField(default=0)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    queried_at = models.DateTimeField(null=True)
    queried_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    query_reason = models.TextField(blank=True)
    query_answer = models.TextField(
        max_length=1000, blank=True, help_text="What the practice answers; sent with the next version."
    )
    by_clinician = models.BooleanField(default=False, help_text="The figures are counted for each clinician.")
    is_simulated = models.BooleanField(default=False)

    objects = MonthlyReturnQuerySet.as_manager()

    class Meta:
        ordering = ["month", "practice"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "month"], name="one_return_per_practice_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="return_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "queried", "accepted"]),
                name="return_status_is_known",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{verb}_at": None, f"{verb}_by": None})
                    | Q(**{f"{verb}_at__isnull": False, f"{verb}_by__isnull": False}),
                    name=f"return_{verb}_at_needs_by",
                )
                for verb in ("referrals_saved", "submitted", "accepted", "queried")
            ),
            models.CheckConstraint(
                condition=Q(status="draft", versions_sent=0, submitted_at=None, first_submitted_at=None)
                | Q(
                    status__in=["submitted", "queried", "accepted"],
                    versions_sent__gte=1,
                    submitted_at__isnull=False,
                    first_submitted_at__isnull=False,
                ),
                name="return_draft_was_never_sent",
            ),
            models.CheckConstraint(
                condition=~Q(status="queried") | (Q(queried_at__isnull=False) & ~Q(query_reason="")),
                name="return_query_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}, {Month(self.month)}"

    @property
    def is_open(self) -> bool:
        """Whether the practice can still change it: a draft, or one that came back with a query."""
        return self.status in (self.Status.DRAFT, self.Status.QUERIED)


class ReferralCount(models.Model):
    """Referrals to one specialty at one urgency; 0 is an entry, no row is a blank.

    `clinician` None: of the whole practice. A return has one kind or the other (by_clinician), never both.
    """

    monthly_return = models.ForeignKey(MonthlyReturn, on_delete=models.PROTECT, related_name="counts")
    specialty = models.ForeignKey("referrals.Specialty", on_delete=models.PROTECT)
    urgency = models.CharField(max_length=12, choices=Urgency)
    clinician = models.ForeignKey("practices.Clinician", null=True, on_delete=models.PROTECT)
    referrals = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["monthly_return", "specialty", "urgency"],
                condition=Q(clinician=None),
                name="one_count_per_return_specialty_urgency",
            ),
            models.UniqueConstraint(
                fields=["monthly_return", "specialty", "urgency", "clinician"],
                name="one_count_per_clinician",
            ),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="referral_urgency_is_known"),
            models.CheckConstraint(
                condition=Q(referrals__lte=MOST_REFERRALS), name="referral_count_is_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specialty} {self.urgency}: {self.referrals}"


class FigureExplanation(models.Model):
    """Why a figure that looks odd beside the practice's own history is right; for the whole practice."""

    monthly_return = models.ForeignKey(MonthlyReturn, on_delete=models.PROTECT, related_name="explanations")
    specialty = models.ForeignKey("referrals.Specialty", on_delete=models.PROTECT)
    urgency = models.CharField(max_length=12, choices=Urgency)
    words = models.TextField(max_length=500)
    explained_at = models.DateTimeField()
    explained_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["monthly_return", "specialty", "urgency"], name="one_explanation_per_figure"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values), name="explanation_urgency_is_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="explanation_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.specialty} {self.urgency}: {self.words}"


class ReturnVersion(models.Model):
    """One submission, exactly as it was certified. The database refuses to change or delete it.

    `content` holds the counts and the validation answers; `sha256` is the digest of its canonical JSON.
    """

    monthly_return = models.ForeignKey(MonthlyReturn, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    declared_name = models.CharField(max_length=100)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["monthly_return", "number"], name="one_version_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="return_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.monthly_return}, version {self.number}"

    @property
    def receipt(self) -> str:
        """The receipt number a practice quotes: return, version and the first eight digits of the digest."""
        return f"R{self.monthly_return_id:06d}-{self.number}-{self.sha256[:8].upper()}"
