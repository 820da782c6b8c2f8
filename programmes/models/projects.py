"""Programmes, their projects, and the four milestones of each project."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from daccom.calendar import FinancialYear

if TYPE_CHECKING:
    from practices.models import User


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User) -> ProgrammeQuerySet:
        return self.filter(group__in=user.access.group_ids)


class Programme(models.Model):
    """A group's projects of one period, such as the 2006/07 pilot."""

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="programmes"
    )
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    started_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    scope = models.TextField(blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "year", "name"], name="one_programme_per_group_year_name"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="programme_year_is_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {FinancialYear(self.year)}"


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: User) -> ProjectQuerySet:
        return self.filter(programme__group__in=user.access.group_ids)


class Project(models.Model):
    """A piece of service redesign with a clinical lead."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="projects")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    service_area = models.CharField(max_length=80, blank=True)
    clinical_lead = models.CharField(max_length=100, blank=True)
    objective = models.TextField(blank=True)
    timescale = models.CharField(max_length=60, blank=True)
    is_simulated = models.BooleanField(default=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_project_per_programme_code"),
        ]

    def __str__(self) -> str:
        return self.title


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: User) -> MilestoneQuerySet:
        return self.filter(project__programme__group__in=user.access.group_ids)

    def waiting(self) -> MilestoneQuerySet:
        """Evidence is in; the Executive has not decided."""
        return self.filter(status=Milestone.Status.SUBMITTED)

    def late(self, today: dt.date) -> MilestoneQuerySet:
        return self.filter(due_on__lt=today).exclude(status=Milestone.Status.APPROVED)


class Milestone(models.Model):
    """One of the four steps of a project, decided by the Executive in order."""

    class Number(models.IntegerChoices):
        APPROVED = 1, "Project approved"
        PLANNED = 2, "Project plan agreed"
        READY = 3, "Service ready to go live"
        WORKED = 4, "Did it work?"

    class Status(models.TextChoices):
        PENDING = "pending", "Not yet submitted"
        SUBMITTED = "submitted", "Waiting for a decision"
        APPROVED = "approved", "Approved"
        NOT_APPROVED = "not_approved", "Not approved"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    number = models.PositiveSmallIntegerField(choices=Number)
    status = models.CharField(max_length=12, choices=Status, default=Status.PENDING)
    due_on = models.DateField()
    evidence = models.TextField(blank=True)
    submitted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    is_simulated = models.BooleanField(default=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_milestone_per_project_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=4), name="milestone_number_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "submitted", "approved", "not_approved"]),
                name="milestone_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(submitted_on__isnull=False),
                name="milestone_submitted_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "submitted"], decided_on=None)
                | Q(status__in=["approved", "not_approved"], decided_on__gte=F("submitted_on")),
                name="milestone_decided_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"M{self.number} {self.get_number_display()}"
