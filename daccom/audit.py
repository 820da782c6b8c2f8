"""Who did what to which row, and who looked at patient rows.

Rows go to django-auditlog's LogEntry; the database refuses to change or delete them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from auditlog.models import LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models

Values = Mapping[str, Any]


def record(
    *,
    by: AbstractBaseUser | None,
    verb: str,
    target: models.Model,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Write that `by` (None: the system itself) did `verb` ("return.submitted") to `target`.

    `before` and `after` name the fields that changed, with their values.
    """
    before, after = before or {}, after or {}
    changes = {
        field: [_text(before.get(field)), _text(after.get(field))]
        for field in {**before, **after}
        if before.get(field) != after.get(field)
    }
    LogEntry.objects.bulk_create([_entry(target, by, LogEntry.Action.UPDATE, verb, changes)])


def record_view(*, by: AbstractBaseUser, rows: Iterable[models.Model], purpose: str) -> None:
    """Write that `by` saw each patient-level row of `rows`, and on which page (`purpose`)."""
    LogEntry.objects.bulk_create([_entry(row, by, LogEntry.Action.ACCESS, purpose, {}) for row in rows])


def history(target: models.Model) -> models.QuerySet[LogEntry]:
    """All that was recorded of one row, newest first."""
    kind = ContentType.objects.get_for_model(target)
    return LogEntry.objects.filter(content_type=kind, object_pk=str(target.pk)).order_by("-id")


def _entry(
    target: models.Model, by: AbstractBaseUser | None, action: int, verb: str, changes: dict[str, list[str]]
) -> LogEntry:
    return LogEntry(
        content_type=ContentType.objects.get_for_model(target),
        object_pk=str(target.pk),
        object_id=target.pk,
        object_repr=str(target)[:200],
        action=action,
        actor=by,
        changes=changes,
        additional_data={"verb": verb},
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)
