"""Savings targets of the Financial Recovery Plan, phased by month. Money is pounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import Month

if TYPE_CHECKING:
    from practices.models import User


class SavingsTargetQuerySet(models.QuerySet["SavingsTarget"]):
    def visible_to(self, user: User) -> SavingsTargetQuerySet:
        return self.filter(project__programme__group__in=user.access.group_ids)


class SavingsTarget(models.Model):
    """What a project is to save in a year; `as_written` keeps what the document says when it differs."""

    project = models.ForeignKey("programmes.Project", on_delete=models.PROTECT, related_name="targets")
    number = models.CharField("FRP number", max_length=10)
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    planned = models.DecimalField(max_digits=12, decimal_places=2)
    as_written = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    is_simulated = models.BooleanField(default=False)

    objects = SavingsTargetQuerySet.as_manager()

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year", "number"], name="one_target_per_project_year_number"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="target_year_is_possible"
            ),
            models.CheckConstraint(condition=Q(planned__gte=0), name="target_planned_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class SavingsMonth(models.Model):
    """The plan for one month of a target and, once typed with its evidence, what was saved."""

    target = models.ForeignKey(SavingsTarget, on_delete=models.PROTECT, related_name="months")
    month = models.DateField()
    planned = models.DecimalField(max_digits=12, decimal_places=2)
    actual = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    evidence = models.CharField(max_length=200, blank=True)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["target", "month"], name="one_row_per_target_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="savings_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(actual=None) | ~Q(evidence=""), name="savings_actual_needs_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}, {Month(self.month)}"
