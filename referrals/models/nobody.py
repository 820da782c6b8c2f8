"""A clinician who referred nobody in a month: a fact of its own, like a nil return of a practice."""

from __future__ import annotations

from django.db import models


class ClinicianNil(models.Model):
    """Said of one clinician for one return that is counted by clinician; goes with no figures of theirs."""

    monthly_return = models.ForeignKey(
        "referrals.MonthlyReturn", on_delete=models.PROTECT, related_name="nobody"
    )
    clinician = models.ForeignKey("practices.Clinician", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["monthly_return", "clinician"], name="one_nil_per_clinician"),
        ]

    def __str__(self) -> str:
        return f"{self.clinician} referred nobody: {self.monthly_return}"
