"""Keeps the facts: counts practice-months again from their rows, in the transaction that changed these.

Call it after the change. Every function first holds the MonthFact rows of its practice-months, in one order,
as the last locks of its transaction: of two that touch the same month the second waits, and then counts what
the first one wrote. See ADR 0060.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from django.db import connection

from referrals.models import Episode, MonthFact, MonthlyReturn, ReferralFact, ReturnVersion, Specialty
from referrals.services import fact_statements as statements

Key = tuple[int, dt.date]
"""A practice's id and the first of a month."""
AT_ONCE = 5_000
"""So many practice-months go into one statement."""


def refresh_activity(keys: Collection[Key]) -> None:
    """Count hospital activity again, from rows of current loads and from summaries."""
    for ids in hold(keys):
        _activity(ids)
        _run(statements.MARK_SIMULATED, ids)


def refresh_referrals(keys: Collection[Key]) -> None:
    """Count again what practices certified; of a queried return, what was sent last."""
    for ids in hold(keys):
        _referrals(ids)
        _run(statements.MARK_SIMULATED, ids)


def refresh_challenges(keys: Collection[Key]) -> None:
    """Count challenges again, by the month of the activity they are about."""
    for ids in hold(keys):
        _run(statements.SUM_CHALLENGES, ids)
        _run(statements.MARK_SIMULATED, ids)


def refresh_everything(keys: Collection[Key]) -> None:
    """Count all facts of these practice-months again."""
    for ids in hold(keys):
        _activity(ids)
        _referrals(ids)
        _run(statements.SUM_CHALLENGES, ids)
        _run(statements.MARK_SIMULATED, ids)


def refresh_return(monthly_return: MonthlyReturn) -> None:
    """After a return was sent, queried or accepted."""
    refresh_referrals({(monthly_return.practice_id, monthly_return.month)})


def keys_of_loads(loads: Collection[int]) -> set[Key]:
    """The practice-months of which these loads have rows, whatever version they are; one query."""
    rows = Episode.every.filter(load__in=loads).order_by().values_list("practice_id", "month")
    return set(rows.distinct())


def hold(keys: Collection[Key]) -> Iterator[Sequence[int]]:
    """Make sure that each practice-month has its fact, and hold them all; their ids, in batches.

    An insertion that changes nothing of a row that is there holds it, and finds what others just inserted.
    """
    rows = [
        MonthFact(practice_id=practice, month=month)
        for month, practice in sorted({(month, practice) for practice, month in keys})
    ]
    held = MonthFact.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["month", "practice"], update_fields=["month"]
    )
    ids = [fact.pk for fact in held]
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _activity(ids: Sequence[int]) -> None:
    _run(statements.FORGET_ACTIVITY, ids)
    _run(statements.WRITE_ACTIVITY, ids)
    _run(statements.SUM_ACTIVITY, ids)


def _referrals(ids: Sequence[int]) -> None:
    _run(statements.FORGET_REFERRALS, ids)
    _run(statements.WRITE_REFERRALS, ids)
    nil = _queried(ids)
    _run(statements.SUM_REFERRALS, ids)
    for (practice, month), is_nil in nil.items():
        MonthFact.objects.filter(practice=practice, month=month).update(is_nil=is_nil)


def _queried(ids: Sequence[int]) -> dict[Key, bool]:
    """Write the lines last sent of returns that are queried; whether each said that nobody was referred."""
    months = MonthFact.objects.filter(pk__in=ids).values_list("month", flat=True).distinct()
    facts = set(MonthFact.objects.filter(pk__in=ids).values_list("practice_id", "month"))
    versions = ReturnVersion.objects.filter(
        monthly_return__status=MonthlyReturn.Status.QUERIED, monthly_return__month__in=months
    )
    newest = {}
    for version in versions.select_related("monthly_return").order_by("number"):
        key = version.monthly_return.practice_id, version.monthly_return.month
        if key in facts:
            newest[key] = version.content
    specialties = dict(Specialty.objects.values_list("code", "pk")) if newest else {}
    ReferralFact.objects.bulk_create(
        ReferralFact(
            practice_id=practice,
            month=month,
            specialty_id=specialties[line["code"]],
            urgency=line["urgency"],
            referrals=line["referrals"],
        )
        for (practice, month), content in newest.items()
        for line in content["counts"]
    )
    return {key: content["nil_referrals"] for key, content in newest.items()}


def _run(statement: str, ids: Sequence[int]) -> None:
    """Run `statement` for the facts held; it may name them more than once."""
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(statement.format(ids=marks), [*ids] * statement.count("{ids}"))
