"""What people write on a run chart: dated notes, and from when on its limits are set anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import Month
from referrals.models.outliers import Measure

if TYPE_CHECKING:
    from practices.models import User


class ChartRowQuerySet(models.QuerySet[models.Model]):
    def visible_to(self, user: User) -> ChartRowQuerySet:
        """Those of the groups one may read by name, and of own practices."""
        return self.filter(
            Q(group__in=user.access.named_group_ids) | Q(practice__in=user.access.practice_ids)
        )

    def standing(self) -> ChartRowQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)


def withdrawn_pair(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(withdrawn_at=None, withdrawn_by=None)
        | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
        name=f"{name}_withdrawn_at_needs_by",
    )


class ChartNote(models.Model):
    """Something that happened in `month` and bears on a measure; `practice` None: in the whole group."""

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="chart_notes"
    )
    practice = models.ForeignKey("practices.Practice", null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=24, choices=Measure)
    month = models.DateField()
    words = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = ChartRowQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="chart_note_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(measure__in=Measure.values), name="chart_note_measure_is_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="chart_note_has_words"),
            withdrawn_pair("chart_note"),
        ]

    def __str__(self) -> str:
        return f"{Month(self.month)}: {self.words}"


class Rebase(models.Model):
    """Somebody decided that a run chart's limits are set anew from `month` on, and why.

    Never automatic. `practice` None: the group's chart.
    """

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="rebases"
    )
    practice = models.ForeignKey("practices.Practice", null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=24, choices=Measure)
    month = models.DateField()
    reason = models.CharField(max_length=500)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = ChartRowQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "measure", "month"],
                condition=Q(practice=None, withdrawn_at=None),
                name="one_rebase_per_group_measure_month",
            ),
            models.UniqueConstraint(
                fields=["group", "practice", "measure", "month"],
                condition=Q(practice__isnull=False, withdrawn_at=None),
                name="one_rebase_per_practice_measure_month",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="rebase_month_is_a_first"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="rebase_measure_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="rebase_has_a_reason"),
            withdrawn_pair("rebase"),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} from {Month(self.month)}"
