"""What identifies a patient goes when a month is old enough; every sum stays. See ADR 0054."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import User
from referrals.models import CarePlan, Episode, Extract, Load, RowError, Validation
from referrals.models.care_plans import CarePlanQuerySet
from referrals.services.extracts import reject_extract


@dataclass(frozen=True)
class Removed:
    """How many loads, episodes, notes, values of row errors and care plans were, or would be, cleared.

    `undecided`: files that nobody loaded or rejected in all that time, and that are rejected now.
    """

    undecided: int = 0
    loads: int = 0
    episodes: int = 0
    notes: int = 0
    values: int = 0
    care_plans: int = 0

    def __add__(self, other: Removed) -> Removed:
        return Removed(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def last_month_to_clear(*, months: int, today: dt.date) -> Month:
    """The newest month that ended at least `months` whole months before the present one began."""
    month = Month.of(today).previous()
    for _ in range(months):
        month = month.previous()
    return month


def remove_identifiers(*, by: User | None, months: int, today: dt.date, dry_run: bool = False) -> Removed:
    """Clear all loads, row errors and care plans that are older than `months`; counts what was cleared.

    Each load and each extract is a transaction of its own: killed half-way, the next run does the rest, and
    a second run finds nothing to do.
    """
    last = last_month_to_clear(months=months, today=today)
    loads = Load.objects.exclude(status=Load.Status.STAGED).filter(
        month__lte=last.first, identifiers_removed_on=None
    )
    extracts = _old_extracts(last)
    undecided = Extract.objects.filter(
        received_at__date__lte=last.last, status__in=[Extract.Status.RECEIVED, Extract.Status.CHECKED]
    )
    if dry_run:
        return _counted(loads, extracts) + Removed(undecided=undecided.count())
    removed = Removed(undecided=sum(_reject(extract, by) for extract in undecided))
    for load in loads:
        removed += clear_load(load=load, by=by, on=today)
    for extract in extracts:
        removed += clear_row_errors(extract=extract, by=by)
    return removed + clear_care_plans(by=by)


def _old_extracts(last: Month) -> QuerySet[Extract]:
    """Files that came by the end of `last` or hold no later month, and still have values of bad rows."""
    own = Load.objects.filter(extract=OuterRef("pk"))
    holds_old_months = Exists(own.filter(month__lte=last.first)) & ~Exists(own.filter(month__gt=last.first))
    values = RowError.objects.filter(extract=OuterRef("pk")).exclude(value="")
    return Extract.objects.filter(Q(received_at__date__lte=last.last) | holds_old_months).filter(
        Exists(values), status__in=[Extract.Status.LOADED, Extract.Status.REJECTED]
    )


def _reject(extract: Extract, by: User | None) -> bool:
    """End a file that nobody decided about: its bytes and staged rows go. One being worked on waits."""
    try:
        reject_extract(extract=extract, by=by, reason="Nobody decided about it while its rows could be kept.")
    except Refused:
        return False
    return True


@transaction.atomic
def clear_load(*, load: Load, by: User | None, on: dt.date) -> Removed:
    """Blank NHS numbers, diagnoses, procedures and notes of one version of a month, once."""
    if not Load.objects.filter(pk=load.pk, identifiers_removed_on=None).update(identifiers_removed_on=on):
        return Removed()
    rows = Episode.every.filter(load=load)
    notes = Validation.objects.filter(episode__load=load).exclude(note="").update(note="")
    removed = Removed(loads=1, episodes=rows.update(nhs_number="", diagnosis="", procedure=""), notes=notes)
    after = {"identifiers_removed_on": on, "episodes": removed.episodes, "notes": notes}
    record(by=by, verb="load.identifiers-removed", target=load, after=after)
    return removed


@transaction.atomic
def clear_row_errors(*, extract: Extract, by: User | None) -> Removed:
    """Blank the values that an old file's bad rows held; line, column and rule stay."""
    values = RowError.objects.filter(extract=extract).exclude(value="").update(value="")
    record(by=by, verb="extract.values-removed", target=extract, after={"values": values})
    return Removed(values=values)


@transaction.atomic
def clear_care_plans(*, by: User | None) -> Removed:
    """Delete the plans of patients of whom no row is left: no page shows them any more."""
    gone = list(_orphaned(Load.objects.none()))
    for plan in gone:
        record(by=by, verb="care-plan.removed", target=plan, before={"status": plan.status})
    CarePlan.objects.filter(pk__in=[plan.pk for plan in gone]).delete()
    return Removed(care_plans=len(gone))


def _orphaned(besides: QuerySet[Load]) -> CarePlanQuerySet:
    """Care plans of patients of whom no row is left, of whatever version, other than those in `besides`."""
    rows = Episode.every.filter(practice=OuterRef("practice"), nhs_number=OuterRef("nhs_number"))
    return CarePlan.objects.filter(~Exists(rows.exclude(load__in=besides)))


def _counted(loads: QuerySet[Load], extracts: QuerySet[Extract]) -> Removed:
    """What a run would clear now."""
    return Removed(
        loads=loads.count(),
        episodes=Episode.every.filter(load__in=loads).count(),
        notes=Validation.objects.filter(episode__load__in=loads).exclude(note="").count(),
        values=RowError.objects.filter(extract__in=extracts).exclude(value="").count(),
        care_plans=_orphaned(loads).count(),
    )
