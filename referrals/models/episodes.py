"""Hospital episodes and a practice's answers about them: patient-level rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from daccom.calendar import Month

if TYPE_CHECKING:
    from practices.models import User


class PointOfDelivery(models.TextChoices):
    EL = "EL", "Elective"
    DC = "DC", "Day case"
    NEL = "NEL", "Emergency"
    NELST = "NELST", "Emergency, short stay"
    OPFA = "OPFA", "First outpatient attendance"
    OPFUP = "OPFUP", "Follow-up outpatient attendance"
    OPPROC = "OPPROC", "Outpatient procedure"
    AE = "AE", "A&E attendance"


FIRST_EMERGENCY, LAST_EMERGENCY = "21", "28"
"""Admission methods of emergencies; 31 and 32 are maternity, 81 a transfer."""
EMERGENCY_STAY = Q(pod__gte=PointOfDelivery.NEL.value, pod__lte=PointOfDelivery.NELST.value)
"""NEL and NELST, as a range: SQLite sees that its partial index fits a range, and does not for a list."""


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def visible_to(self, user: User) -> EpisodeQuerySet:
        """Patient-level rows: those of the person's own practices only."""
        return self.filter(practice__in=user.access.practice_ids)

    def for_month(self, month: Month) -> EpisodeQuerySet:
        return self.filter(month=month.first)

    def over(self, threshold: Decimal) -> EpisodeQuerySet:
        """Those that cost more than `threshold` pounds."""
        return self.filter(total_cost__gt=threshold)

    def emergencies(self) -> EpisodeQuerySet:
        """Emergency stays; where the admission method is stated, it has to be an emergency's too."""
        method = Q(admission_method__gte=FIRST_EMERGENCY, admission_method__lte=LAST_EMERGENCY)
        return self.filter(EMERGENCY_STAY, method | Q(admission_method=""))


class EpisodeManager(models.Manager.from_queryset(EpisodeQuerySet)):  # type: ignore[misc]
    """The episodes that count: those of current loads. Staged and replaced rows are in `Episode.every`."""

    def get_queryset(self) -> EpisodeQuerySet:
        found: EpisodeQuerySet = super().get_queryset().filter(load__status="current")
        return found


class Episode(models.Model):
    """One finished consultant episode, attendance or A&E visit, as the provider reported it.

    `month` is the activity month: of discharge, or of attendance for outpatients and A&E. Costs are pounds.
    A row belongs to one version of its provider's month and never changes; a version is replaced as a whole.
    """

    load = models.ForeignKey(
        "referrals.Load", on_delete=models.PROTECT, related_name="episodes", db_index=False
    )
    provider = models.ForeignKey(
        "referrals.Provider", on_delete=models.PROTECT, related_name="episodes", db_index=False
    )
    spell_id = models.CharField(max_length=20)
    episode_id = models.CharField(max_length=20)
    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.PROTECT, related_name="episodes", db_index=False
    )
    month = models.DateField()
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    sex = models.CharField(max_length=1)
    age = models.PositiveSmallIntegerField(null=True)
    pod = models.CharField("point of delivery", max_length=6, choices=PointOfDelivery)
    specialty = models.ForeignKey("referrals.Specialty", on_delete=models.PROTECT, db_index=False)
    admission_method = models.CharField(max_length=2, blank=True)
    source_of_referral = models.CharField(
        max_length=2,
        blank=True,
        default="",
        help_text="Of a first attendance: 03 a GP, 05 another consultant.",
    )
    patient_classification = models.CharField(max_length=1, blank=True)
    admission_date = models.DateField()
    discharge_date = models.DateField(null=True)
    diagnosis = models.CharField(max_length=6, blank=True)
    procedure = models.CharField(max_length=5, blank=True)
    hrg = models.CharField("HRG", max_length=5, blank=True)
    length_of_stay = models.PositiveSmallIntegerField(null=True)
    excess_bed_days = models.PositiveSmallIntegerField(default=0)
    spell_cost = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    excess_bed_day_cost = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    total_cost = models.DecimalField(max_digits=10, decimal_places=2)
    is_simulated = models.BooleanField(default=False)

    objects = EpisodeManager()
    every = EpisodeQuerySet.as_manager()

    class Meta:
        base_manager_name = "every"
        ordering = ["-total_cost", "pk"]
        indexes = [
            models.Index(fields=["practice", "month", "total_cost"], name="episode_by_practice_month_cost"),
            models.Index(
                fields=[
                    "practice",
                    "month",
                    "nhs_number",
                    "provider",
                    "spell_id",
                    "load",
                    "admission_method",
                    "pod",
                ],
                condition=EMERGENCY_STAY,
                name="emergency_stay_by_patient",
            ),
            models.Index(
                fields=["load"], condition=Q(admission_date__lt=F("month")), name="episode_begun_before_month"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["load", "episode_id"], name="one_row_per_load_episode"),
            models.CheckConstraint(condition=Q(month__day=1), name="episode_month_is_a_first"),
            models.CheckConstraint(condition=Q(pod__in=PointOfDelivery.values), name="episode_pod_is_known"),
            models.CheckConstraint(condition=Q(sex__in=["0", "1", "2", "9"]), name="episode_sex_is_known"),
        ]

    def __str__(self) -> str:
        return f"Episode {self.pk}"


class Answer(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


QUESTIONS = {
    "discharge_summary": "Discharge summary received",
    "nhs_number_recorded": "NHS number recorded",
    "coded_correctly": "Activity coded correctly",
    "dates_correct": "Admission and discharge dates correct",
    "registered_at_admission": "Patient registered with the practice at admission",
}
"""The five questions: field of Validation to its words."""


class Validation(models.Model):
    """A practice's answers to the five questions about one episode; `edition` counts the saves."""

    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="validation")
    discharge_summary = models.CharField(QUESTIONS["discharge_summary"], max_length=9, choices=Answer)
    nhs_number_recorded = models.CharField(QUESTIONS["nhs_number_recorded"], max_length=9, choices=Answer)
    coded_correctly = models.CharField(QUESTIONS["coded_correctly"], max_length=9, choices=Answer)
    dates_correct = models.CharField(QUESTIONS["dates_correct"], max_length=9, choices=Answer)
    registered_at_admission = models.CharField(
        QUESTIONS["registered_at_admission"], max_length=9, choices=Answer
    )
    note = models.TextField(max_length=1000, blank=True)
    edition = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{field}__in": Answer.values}), name=f"validation_{field}_is_known"
            )
            for field in QUESTIONS
        ]

    def __str__(self) -> str:
        return f"Answers about episode {self.episode_id}"

    @property
    def answers(self) -> dict[str, str]:
        return {field: getattr(self, field) for field in QUESTIONS}

    @property
    def answers_in_words(self) -> list[tuple[str, str]]:
        """Each question with its answer, for a page."""
        return [(words, Answer(getattr(self, field)).label) for field, words in QUESTIONS.items()]

    @property
    def is_validated(self) -> bool:
        """All five yes."""
        return set(self.answers.values()) == {Answer.YES}

    @property
    def proposes_challenge(self) -> bool:
        return Answer.NO in self.answers.values()
