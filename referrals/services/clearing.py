"""Takes staged rows away again: after a crash, and after a rejection."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet

from daccom.jobs import hold
from daccom.models import Job
from referrals.models import Extract, Provider, Specialty
from referrals.selectors.staged import staged_loads, undecided_codes
from referrals.services.episode_rows import delete_episodes_of


def clear_staged(extract: Extract, job: Job) -> None:
    """Delete the staged rows and loads of the extract, a load at a time, as long as the job is ours."""
    for load in staged_loads(extract):
        with transaction.atomic():
            hold(job)
            delete_episodes_of(load=load.pk)
            load.delete()


def forget_codes(extract: Extract) -> None:
    """Codes that a rejected extract was the first to name go with it, unless something refers to them.

    Else the next file that names them would load without anybody's decision.
    """
    extract.refresh_from_db(fields=["new_codes"])
    codes = extract.new_codes
    _forget(Provider.objects.filter(ods_code__in=_only_here("providers", codes)))
    _forget(Specialty.objects.filter(code__in=_only_here("specialties", codes)))


def _only_here(kind: str, codes: dict[str, list[str]]) -> set[str]:
    return set(codes.get(kind, [])) - undecided_codes(kind)


def _forget(rows: QuerySet[Model]) -> None:
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            continue
