"""Who did what to which row, and who looked at patient rows.

Rows go to django-auditlog's LogEntry; the database refuses to change or delete them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from auditlog.models import LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models

from daccom import calendar

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
    record_all(by=by, verb=verb, changes=[(target, before, after)])


def record_all(
    *,
    by: AbstractBaseUser | None,
    verb: str,
    changes: Iterable[tuple[models.Model, Values | None, Values | None]],
) -> None:
    """The same for many rows at once, each with its fields before and after."""
    LogEntry.objects.bulk_create(
        _entry(target, by, LogEntry.Action.UPDATE, verb, _changed(before or {}, after or {}))
        for target, before, after in changes
    )


def _changed(before: Values, after: Values) -> dict[str, list[str]]:
    return {
        field: [_text(before.get(field)), _text(after.get(field))]
        for field in {**before, **after}
        if before.get(field) != after.get(field)
    }


def record_view(
    *, by: AbstractBaseUser, rows: Iterable[models.Model], purpose: str, practice_id: int | None = None
) -> None:
    """Write that `by` saw each patient-level row of `rows`, and on which page (`purpose`).

    `practice_id` says whose patients they are: views_of(practice_id) finds them. Rows seen together share
    their moment.
    """
    moment = calendar.now()
    entries = [_entry(row, by, LogEntry.Action.ACCESS, purpose, {}) for row in rows]
    for entry in entries:
        entry.timestamp = moment
        if practice_id is not None:
            entry.additional_data["practice"] = practice_id
            entry.cid = _practice_key(practice_id)
    LogEntry.objects.bulk_create(entries)


def views_of(practice_id: int) -> models.QuerySet[LogEntry]:
    """Every look at a patient-level row of one practice; by the indexed correlation id, so it stays fast."""
    views: models.QuerySet[LogEntry] = LogEntry.objects.filter(
        cid=_practice_key(practice_id), action=LogEntry.Action.ACCESS
    )
    return views


def _practice_key(practice_id: int) -> str:
    return f"practice:{practice_id}"


def history(target: models.Model) -> models.QuerySet[LogEntry]:
    """All that was recorded of one row, newest first."""
    kind = ContentType.objects.get_for_model(target)
    entries: models.QuerySet[LogEntry] = LogEntry.objects.filter(
        content_type=kind, object_pk=str(target.pk)
    ).order_by("-id")
    return entries


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
        timestamp=calendar.now(),
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)
