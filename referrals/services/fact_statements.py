"""The statements that recompute facts: each for the MonthFact rows held, whose ids stand in its one list.

Portable between PostgreSQL and SQLite. Sums of pounds are rounded, as SQLite adds them as floats.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Model

from referrals.models import (
    ActivityFact,
    ActivitySummary,
    Challenge,
    Episode,
    Load,
    MonthFact,
    MonthlyReturn,
    PointOfDelivery,
    ReferralCount,
    ReferralFact,
    ReturnVersion,
    Urgency,
)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


FACT, ACTIVITY, REFERRAL = map(_table, (MonthFact, ActivityFact, ReferralFact))
EPISODE, LOAD, SUMMARY = map(_table, (Episode, Load, ActivitySummary))
RETURN, VERSION, COUNT, CHALLENGE = map(_table, (MonthlyReturn, ReturnVersion, ReferralCount, Challenge))
OF_HELD = (
    f"JOIN {FACT} held ON held.practice_id = part.practice_id AND held.month = part.month "
    "WHERE held.id IN ({ids})"
)


def _forget(table: str) -> str:
    """Deletes the lines of the practice-months held."""
    return f"DELETE FROM {table} WHERE id IN (SELECT part.id FROM {table} part {OF_HELD})"


FORGET_ACTIVITY, FORGET_REFERRALS = _forget(ACTIVITY), _forget(REFERRAL)

_ROWS = f"""
    SELECT part.practice_id, part.month, part.pod, part.specialty_id,
        COUNT(*) AS activity, SUM(part.total_cost) AS cost,
        CASE WHEN part.pod = 'OPFA' AND MAX(part.source_of_referral) <> ''
            THEN SUM(CASE WHEN part.source_of_referral = '05' THEN 1 ELSE 0 END) END AS from_consultant
    FROM {EPISODE} part JOIN {LOAD} load ON load.id = part.load_id AND load.status = 'current' {OF_HELD}
    GROUP BY part.practice_id, part.month, part.pod, part.specialty_id
"""
_SUMMARIES = f"""
    SELECT part.practice_id, part.month, part.pod, part.specialty_id,
        part.activity, part.cost, part.from_consultant
    FROM {SUMMARY} part {OF_HELD}
"""
WRITE_ACTIVITY = f"""
    INSERT INTO {ACTIVITY} (practice_id, month, pod, specialty_id, activity, cost, from_consultant)
    SELECT practice_id, month, pod, specialty_id, SUM(activity), ROUND(SUM(cost), 2),
        CASE WHEN COUNT(*) = COUNT(from_consultant) THEN SUM(from_consultant) END
    FROM ({_ROWS} UNION ALL {_SUMMARIES}) parts
    GROUP BY practice_id, month, pod, specialty_id
"""
"""Rows of current loads, and summaries. Who asked is known for a line when every part of it says so."""

WRITE_REFERRALS = f"""
    INSERT INTO {REFERRAL} (practice_id, month, specialty_id, urgency, referrals)
    SELECT part.practice_id, part.month, stored.specialty_id, stored.urgency, SUM(stored.referrals)
    FROM {COUNT} stored JOIN {RETURN} part
        ON part.id = stored.monthly_return_id AND part.status <> 'draft'
        AND NOT (part.status = 'queried'
            AND EXISTS (SELECT 1 FROM {VERSION} sent WHERE sent.monthly_return_id = part.id))
    {OF_HELD}
    GROUP BY part.practice_id, part.month, stored.specialty_id, stored.urgency
"""
"""What is stored of returns that are in and not queried; of a queried one its last version counts."""


def _summed(sums: dict[str, str], rows: str, value: str = "") -> str:
    """Sets columns of the facts held to expressions over the `rows` of their practice and month.

    `rows` is a JOIN onto `held`, so that a fact without rows is set as well.
    """
    sets = ", ".join(f"{name} = counted.{name}" for name in sums)
    columns = ", ".join(f"{expression} AS {name}" for name, expression in sums.items())
    return (
        f"UPDATE {FACT} SET {sets} FROM (SELECT held.id, {columns} FROM {FACT} held {rows} "
        f"WHERE held.id IN ({{ids}}) GROUP BY held.id{value}) counted WHERE counted.id = {FACT}.id"
    )


def _of_pods() -> dict[str, str]:
    sums = {"has_activity": "COUNT(line.id) > 0"}
    for pod in PointOfDelivery.values:
        for what, zero in (("activity", "0"), ("cost", "0.00")):
            sums[f"{pod.lower()}_{what}"] = _when(f"line.pod = '{pod}'", f"line.{what}", zero)
    return sums


def _when(condition: str, value: str, zero: str = "0.00") -> str:
    total = f"COALESCE(SUM(CASE WHEN {condition} THEN {value} END), {zero})"
    return total if zero == "0" else f"ROUND({total}, 2)"


SUM_ACTIVITY = _summed(
    _of_pods(),
    f"LEFT JOIN {ACTIVITY} line ON line.practice_id = held.practice_id AND line.month = held.month",
)

_IS_IN = "sent.id IS NOT NULL"
SUM_REFERRALS = _summed(
    {
        "referrals": f"CASE WHEN {_IS_IN} THEN COALESCE(SUM(line.referrals), 0) END",
        **{
            f"{urgency}_referrals": f"CASE WHEN {_IS_IN} THEN "
            f"COALESCE(SUM(CASE WHEN line.urgency = '{urgency}' THEN line.referrals END), 0) END"
            for urgency in Urgency.values
        },
        "is_nil": "COALESCE(sent.nil_referrals, FALSE)",
    },
    f"LEFT JOIN {RETURN} sent ON sent.practice_id = held.practice_id AND sent.month = held.month "
    "AND sent.status <> 'draft' "
    f"LEFT JOIN {REFERRAL} line ON line.practice_id = held.practice_id AND line.month = held.month",
    value=", sent.id, sent.nil_referrals",
)

_OVER = "told.direction = 'overcharge'"
_STAKE, _BACK = "told.amount_at_stake", "COALESCE(told.amount_recovered, 0)"
SUM_CHALLENGES = _summed(
    {
        "challenges": "COUNT(told.id)",
        "challenges_open": _when("told.status IN ('raised', 'with_provider')", "1", "0"),
        "challenged_gross": _when(_OVER, _STAKE),
        "challenged_net": _when("1 = 1", f"CASE WHEN {_OVER} THEN {_STAKE} ELSE -{_STAKE} END"),
        "open_gross": _when(f"{_OVER} AND told.status IN ('raised', 'with_provider')", _STAKE),
        "recovered": _when(_OVER, _BACK),
        "lost": _when(
            f"{_OVER} AND told.status IN ('rejected', 'lapsed', 'partly_accepted')", f"{_STAKE} - {_BACK}"
        ),
    },
    f"LEFT JOIN {CHALLENGE} told ON told.practice_id = held.practice_id AND told.month = held.month",
)
"""As the register counts them: gross is of overcharges, withdrawn ones were raised as well."""


def _any_simulated() -> str:
    here = f"part.practice_id = {FACT}.practice_id AND part.month = {FACT}.month AND part.is_simulated"
    current = f"JOIN {LOAD} load ON load.id = part.load_id AND load.status = 'current'"
    sources = (
        f"{EPISODE} part {current} WHERE {here}",
        f"{SUMMARY} part WHERE {here}",
        f"{RETURN} part WHERE {here} AND part.status <> 'draft'",
        f"{CHALLENGE} part WHERE {here}",
    )
    return " OR ".join(f"EXISTS (SELECT 1 FROM {source})" for source in sources)


MARK_SIMULATED = f"UPDATE {FACT} SET is_simulated = ({_any_simulated()}) WHERE id IN ({{ids}})"
