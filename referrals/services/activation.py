"""A staged extract becomes the version that counts: one short transaction for all its provider months."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from daccom import calendar
from daccom.audit import record
from daccom.calendar import Month
from daccom.jobs import hold
from daccom.models import Job
from daccom.workflow import move
from practices.models import PCT, User
from referrals.models import Extract, Load
from referrals.selectors.reconciliation import dates_of
from referrals.selectors.staged import elsewhere, is_older, rows_elsewhere, staged_loads
from referrals.services.carrying import carry_answers
from referrals.services.extract_files import forget
from referrals.services.facts import keys_of_loads, refresh_activity
from referrals.workflow import LOAD_EXTRACT


class Overtaken(Exception):
    """Some staged episodes count in a month that this file does not replace, or a newer file came first."""


@transaction.atomic
def activate(*, extract: Extract, job: Job, by: User | None, is_decided: bool) -> None:
    """Make every staged load of the extract current, in place of the version before.

    Unless a person decided so (`is_decided`), a file never takes the place of one that came after it.

    Files of one PCT come one after the other; a practice that is answering about a load is waited for.
    Raises Overtaken, and TakenOver when the job is another worker's now; then nothing has changed.
    """
    hold(job)
    PCT.objects.select_for_update(no_key=True).get(pk=extract.pct_id)
    if any(rows_elsewhere(load, others).exists() for load, others in elsewhere(extract)):
        raise Overtaken
    if not is_decided and is_older(extract):
        raise Overtaken
    now = calendar.now()
    loads = staged_loads(extract)
    replaced = [before for load in loads if (before := _replace(load, by))]
    move(
        Extract.objects.filter(pk=extract.pk),
        LOAD_EXTRACT,
        checked_at=extract.checked_at or now,
        ended_at=now,
        ended_by=by,
    )
    after = {"rows_good": extract.rows_good, "rows_bad": extract.rows_bad, "loads": len(loads)}
    record(by=by, verb="extract.loaded", target=extract, after=after)
    refresh_activity(keys_of_loads([load.pk for load in [*loads, *replaced]]))
    transaction.on_commit(partial(forget, extract.pk))


def _settles_in(load: Load) -> dt.date:
    """The month whose dates hold: its own, or for what comes after these the month that is due now."""
    received = timezone.localdate(load.extract.received_at)
    if not dates_of(load.pct_id, load.month).is_over(received):
        return load.month
    return max(load.month, Month.of(received).previous().first)


def _replace(load: Load, by: User | None) -> Load | None:
    """Supersede the version before, if there is one, and count in its place; the version before."""
    versions = Load.objects.filter(pct=load.pct_id, provider=load.provider_id, month=load.month)
    before = versions.current().select_for_update(no_key=True).first()
    number = int(versions.aggregate(last=Max("version"))["last"] or 0) + 1
    if before:
        Load.objects.filter(pk=before.pk).update(status=Load.Status.SUPERSEDED)
    Load.objects.filter(pk=load.pk).update(
        status=Load.Status.CURRENT, version=number, loaded_at=calendar.now(), settles_in=_settles_in(load)
    )
    if before:
        kept = carry_answers(before, load)
        record(by=by, verb="load.replaced", target=before, after={"by_load": load.pk, **kept})
    return before
