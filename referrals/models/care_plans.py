"""The primary care plan of a patient who is often admitted: patient-level rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from practices.models import User


class CarePlanQuerySet(models.QuerySet["CarePlan"]):
    def visible_to(self, user: User) -> CarePlanQuerySet:
        """Patient-level rows: those of the person's own practices only."""
        return self.filter(practice__in=user.access.practice_ids)


class CarePlan(models.Model):
    """Where the plan for one patient stands; without a row it is missing.

    `departed` marks a patient who died or moved away: they leave the list. `edition` counts the saves.
    """

    class Status(models.TextChoices):
        MISSING = "missing", "Missing"
        DRAFTED = "drafted", "Drafted"
        AGREED = "agreed", "Agreed"
        REVIEWED = "reviewed", "Reviewed"

    class Departed(models.TextChoices):
        HERE = "", "Still our patient"
        DECEASED = "deceased", "Deceased"
        MOVED_AWAY = "moved_away", "Moved away"

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="care_plans")
    nhs_number = models.CharField("NHS number", max_length=10)
    status = models.CharField(max_length=8, choices=Status, default=Status.MISSING)
    departed = models.CharField(max_length=10, choices=Departed, blank=True, default=Departed.HERE)
    edition = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = CarePlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "nhs_number"], name="one_care_plan_per_patient"),
            models.CheckConstraint(
                condition=Q(status__in=["missing", "drafted", "agreed", "reviewed"]),
                name="care_plan_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(departed__in=["", "deceased", "moved_away"]), name="care_plan_departed_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Care plan {self.pk}"
