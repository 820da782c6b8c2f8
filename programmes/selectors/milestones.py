"""Milestones as their pages list them, and what stands in a milestone's way."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from practices.models import User
from programmes.models import Milestone, Project

Status = Milestone.Status


def projects_with_milestones(user: User) -> QuerySet[Project]:
    """Every project this person may read that has milestones, with group and milestones; two queries."""
    return (
        Project.objects.visible_to(user)
        .filter(milestones__isnull=False)
        .distinct()
        .select_related("programme__group")
        .prefetch_related("milestones")
        .order_by("programme__group__name", "-programme__year", "title")
    )


def state_words(milestone: Milestone, today: dt.date) -> str:
    """What a milestone's status comes to today: a late one says so."""
    is_late = milestone.due_on < today and milestone.status in (Status.PENDING, Status.NOT_APPROVED)
    words = str(Status(milestone.status).label)
    return f"{words}, late" if is_late else words


def earlier_open(milestone: Milestone) -> Milestone | None:
    """The first earlier milestone of the project that is not approved yet; milestones go in order."""
    return (
        Milestone.objects.filter(project=milestone.project_id, number__lt=milestone.number)
        .exclude(status=Status.APPROVED)
        .order_by("number")
        .first()
    )
