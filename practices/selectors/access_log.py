"""Who looked at the patients of a practice."""

from __future__ import annotations

from auditlog.models import LogEntry
from django.db.models import Count, Min, QuerySet
from django.db.models.fields.json import KeyTextTransform

from daccom.audit import views_of
from practices.models import Practice


def looks_at(practice: Practice) -> QuerySet[LogEntry]:
    """One row for each page of patient rows that somebody opened, newest first.

    Each is a dictionary: `look` (an id), `timestamp`, `actor__name`, `purpose` (the page) and `patients` (the
    rows seen).
    """
    looks: QuerySet[LogEntry] = (
        views_of(practice.pk)
        .order_by("-timestamp", "actor__name")
        .values("timestamp", "actor__name")
        .annotate(
            look=Min("id"),
            purpose=Min(KeyTextTransform("verb", "additional_data")),
            patients=Count("object_pk", distinct=True),
        )
    )
    return looks


def seen_together(practice: Practice, look: int) -> QuerySet[LogEntry]:
    """The rows seen in one look; none when it was no look at this practice's patients."""
    views = views_of(practice.pk)
    one = views.filter(pk=look)
    together: QuerySet[LogEntry] = (
        views.filter(timestamp__in=one.values("timestamp"), actor__in=one.values("actor"))
        .select_related("actor")
        .order_by("pk")
    )
    return together
