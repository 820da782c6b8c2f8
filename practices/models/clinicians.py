"""The clinicians of a practice who refer. Their names are for their own practice and nobody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from practices.models.users import User


class ClinicianQuerySet(models.QuerySet["Clinician"]):
    def visible_to(self, user: User) -> ClinicianQuerySet:
        """Clinician-level rows: those of the person's own practices only."""
        return self.filter(practice__in=user.access.practice_ids)

    def on(self, day: dt.date) -> ClinicianQuerySet:
        """Those who work in their practice on `day` (the day of leaving no longer counts)."""
        return self.during(day, day)

    def during(self, first: dt.date, last: dt.date) -> ClinicianQuerySet:
        """Those who work there on any day from `first` to `last`."""
        return self.filter(started_on__lte=last).filter(Q(ended_on=None) | Q(ended_on__gt=first))


class Clinician(models.Model):
    """Somebody who refers for a practice, from the day they started to the day they left."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="clinicians")
    name = models.CharField(max_length=100)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    is_simulated = models.BooleanField(default=False)

    objects = ClinicianQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "name"], condition=Q(ended_on=None), name="one_clinician_per_name"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")),
                name="clinician_leaves_after_starting",
            ),
        ]

    def __str__(self) -> str:
        return self.name
