"""Challenges to what a provider charged: each about one episode, sent in batches, settled or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from daccom.calendar import Month
from practices.scope import readable_rows

if TYPE_CHECKING:
    from practices.models import User


class Reconciliation(models.Model):
    """The two days on which a PCT and its providers settle an activity month.

    What is not settled by `final_on` is lost.
    """

    pct = models.ForeignKey("practices.PCT", on_delete=models.PROTECT, related_name="reconciliations")
    month = models.DateField()
    first_on = models.DateField()
    final_on = models.DateField()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["pct", "month"], name="one_reconciliation_per_pct_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="reconciliation_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(final_on__gt=F("first_on")) & Q(first_on__gt=F("month")),
                name="reconciliation_days_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{Month(self.month)}: {self.first_on}, {self.final_on}"

    @classmethod
    def usual(cls, pct_id: int, month: Month) -> Reconciliation:
        """What holds until a PCT sets other days: the ends of the second and third month after; unsaved."""
        second = month.next().next()
        return cls(pct_id=pct_id, month=month.first, first_on=second.last, final_on=second.next().last)


class ChallengeBatchQuerySet(models.QuerySet["ChallengeBatch"]):
    def visible_to(self, user: User) -> ChallengeBatchQuerySet:
        """Those of one's own PCT, which sends them."""
        return self.filter(pct__in=user.access.pct_ids)


class ChallengeBatch(models.Model):
    """What a PCT sent to one provider at once; `month` is the calendar month of sending.

    One batch a month; a supplementary one only for what would lapse before the next (see the ADR).
    """

    pct = models.ForeignKey("practices.PCT", on_delete=models.PROTECT, related_name="batches")
    provider = models.ForeignKey("referrals.Provider", on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    month = models.DateField()
    is_supplementary = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = ChallengeBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["pct", "provider", "number"], name="one_batch_per_number"),
            models.UniqueConstraint(
                fields=["pct", "provider", "month"],
                condition=Q(is_supplementary=False),
                name="one_ordinary_batch_per_provider_month",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="batch_month_is_a_first"),
        ]

    def __str__(self) -> str:
        return f"{self.provider}, batch {self.number}"

    @property
    def reference(self) -> str:
        """What the provider's file calls it: RWG-3."""
        return f"{self.provider.ods_code}-{self.number}"


class Reason(models.TextChoices):
    """Why a charge is challenged: the rules of the automatic checks, and what only a person can tell."""

    DUPLICATE = "duplicate", "Charged twice"
    OVERLAP = "overlap", "Overlapping stays"
    NOT_OURS = "not_ours", "Not our patient"
    IDENTITY = "identity", "Patient not identified"
    DATES = "dates", "Dates do not fit"
    BED_DAYS = "bed_days", "Excess bed days"
    PRICE = "price", "Price differs from the tariff"
    READMISSION = "readmission", "Readmitted within 30 days"
    LATE = "late", "Charged after reconciliation"
    CODING = "coding", "Coded wrongly"
    NO_SUMMARY = "no_summary", "No discharge summary"


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, user: User) -> ChallengeQuerySet:
        """Own practice's; those of groups one reads by name, in the months of membership; own PCT's charges.

        A challenge names no patient: its episode is another matter.
        """
        charged = Q(episode__load__pct__in=user.access.pct_ids)
        return self.filter(readable_rows(user, month="month") | charged)

    def open(self) -> ChallengeQuerySet:
        """Neither settled nor withdrawn nor lost."""
        return self.filter(status__in=Challenge.OPEN)


class Challenge(models.Model):
    """One episode that should have cost something else.

    `amount_at_stake` and `amount_recovered` are pounds, never negative; `direction` says whose. `reason` is
    the main one and `words` say it to the provider without naming a patient. The episode stays the row that
    was challenged even when the provider sends another version of its month.
    """

    class Status(models.TextChoices):
        RAISED = "raised", "Raised"
        WITH_PROVIDER = "with_provider", "With the provider"
        ACCEPTED = "accepted", "Accepted"
        PARTLY_ACCEPTED = "partly_accepted", "Partly accepted"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"
        LAPSED = "lapsed", "Lapsed"

    class Direction(models.TextChoices):
        OVERCHARGE = "overcharge", "Overcharge"
        UNDERCHARGE = "undercharge", "Undercharge"

    OPEN = (Status.RAISED, Status.WITH_PROVIDER)
    SETTLED = (Status.ACCEPTED, Status.PARTLY_ACCEPTED, Status.REJECTED)

    episode = models.ForeignKey("referrals.Episode", on_delete=models.PROTECT, related_name="challenges")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="challenges")
    provider = models.ForeignKey("referrals.Provider", on_delete=models.PROTECT, related_name="challenges")
    month = models.DateField()
    settles_in = models.DateField(help_text="The month whose reconciliation dates hold, from the load.")
    reason = models.CharField(max_length=12, choices=Reason)
    rule_version = models.CharField(max_length=20, blank=True)
    words = models.TextField(max_length=500)
    direction = models.CharField(max_length=12, choices=Direction, default=Direction.OVERCHARGE)
    amount_at_stake = models.DecimalField(max_digits=10, decimal_places=2)
    status = models.CharField(max_length=16, choices=Status, default=Status.RAISED)
    batch = models.ForeignKey(ChallengeBatch, null=True, on_delete=models.PROTECT, related_name="challenges")
    amount_recovered = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    answer = models.TextField(max_length=500, blank=True, help_text="What the provider said.")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        "practices.User", null=True, on_delete=models.PROTECT, related_name="+", help_text="None: the system."
    )
    is_simulated = models.BooleanField(default=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["-amount_at_stake", "pk"]
        indexes = [models.Index(fields=["practice", "month"], name="challenge_by_practice_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(status__in=["raised", "with_provider"]),
                name="one_open_challenge_per_episode",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="challenge_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(settles_in__day=1, settles_in__gte=F("month")),
                name="challenge_settles_in_its_month_or_later",
            ),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="challenge_reason_is_known"),
            models.CheckConstraint(
                condition=Q(direction__in=["overcharge", "undercharge"]), name="challenge_direction_is_known"
            ),
            models.CheckConstraint(condition=Q(amount_at_stake__gte=0), name="challenge_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(status="raised", batch=None, ended_at=None, ended_by=None)
                | Q(status="with_provider", batch__isnull=False, ended_at=None, ended_by=None)
                | Q(
                    status__in=["accepted", "partly_accepted", "rejected"],
                    batch__isnull=False,
                    ended_at__isnull=False,
                )
                | Q(status__in=["withdrawn", "lapsed"], ended_at__isnull=False),
                name="challenge_status_fits_its_history",
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", amount_recovered=F("amount_at_stake"))
                | Q(
                    status="partly_accepted",
                    amount_recovered__gt=0,
                    amount_recovered__lt=F("amount_at_stake"),
                )
                | Q(
                    status__in=["raised", "with_provider", "rejected", "withdrawn", "lapsed"],
                    amount_recovered=None,
                ),
                name="challenge_recovers_what_was_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(answer=""), name="challenge_rejection_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Challenge {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN


class ChallengeStep(models.Model):
    """What happened to a challenge, once written never changed. `made_by` None: the system let it lapse."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=16, choices=Challenge.Status)
    words = models.TextField(max_length=500, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="one_step_per_challenge_number"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "raised",
                        "with_provider",
                        "accepted",
                        "partly_accepted",
                        "rejected",
                        "withdrawn",
                        "lapsed",
                    ]
                ),
                name="challenge_step_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="lapsed", made_at__isnull=False)
                | Q(made_at__isnull=False, made_by__isnull=False),
                name="challenge_step_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, step {self.number}"
