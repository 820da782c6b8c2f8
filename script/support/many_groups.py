"""A country of 8,000 practices and 150 PCTs: the loaded group with all its figures, copied inside PostgreSQL.

Each copy is a whole group: practices, memberships, lists, returns, facts, budgets, spend, programmes and
forecasts. Row `id` of copy `c` becomes `id + c × SPAN`, and what refers to it moves alike, so that one
statement a table does it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

PRACTICES, PCTS = 8_000, 150
BESIDE = 3
"""The copies that stand for the other groups of the loaded group's own PCT."""
SPAN = 1_000_000_000
LINES_FROM = dt.date(2008, 11, 1)
"""Copies have facts by specialty, and the lines of returns, from here on: three months; all else whole."""


def fill_country(slug: str) -> int:
    """Copy the group `slug` until there are PRACTICES practices in PCTS PCTs; the rows added.

    Every PCT has its share of the groups; the group's own PCT has BESIDE of them. Raises LookupError without
    the group.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        practices = _make_places(cursor, slug)
        rows = sum(_copy(cursor, model, where) for model, where in _tables().items())
        cursor.execute("SET session_replication_role = DEFAULT")
        settle()
    return practices + rows


def settle() -> None:
    """What a database that has run for a night has: statistics, and pages known to be whole."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _make_places(cursor: Any, slug: str) -> int:
    """PCTs, groups and practices, and in `copied` which copy is whose; the rows added."""
    cursor.execute(
        "SELECT g.id, g.pct_id, count(DISTINCT m.practice_id) FROM practices_commissioninggroup g "
        "JOIN practices_membership m ON m.group_id = g.id WHERE g.slug = %s GROUP BY 1, 2",
        [slug],
    )
    found = cursor.fetchone()
    if found is None:
        raise LookupError(f"no group {slug} to copy")
    group, pct, size = found
    copies = -(-PRACTICES // size)
    cursor.execute(
        "INSERT INTO practices_pct (id, ods_code, name) "
        "SELECT %s + i, 'Q' || lpad(i::text, 3, '0'), 'PCT ' || i FROM generate_series(1, %s) i",
        [SPAN, PCTS - 1],
    )
    cursor.execute(
        "CREATE TEMPORARY TABLE copied AS SELECT c, %(span)s * c + %(group)s AS group_id, "
        "CASE WHEN c <= %(beside)s THEN %(pct)s ELSE %(span)s + 1 + c %% %(others)s END AS pct_id "
        "FROM generate_series(1::bigint, %(copies)s::bigint) c",
        {
            "span": SPAN,
            "group": group,
            "beside": BESIDE,
            "pct": pct,
            "others": PCTS - 1,
            "copies": copies,
        },
    )
    cursor.execute(
        "INSERT INTO practices_commissioninggroup "
        "(id, pct_id, slug, name, shares_named_practices, certifier_differs) "
        "SELECT group_id, pct_id, 'group-' || c, 'Group ' || c, true, false FROM copied"
    )
    return PCTS - 1 + copies


def _tables() -> dict[Any, str]:
    """The tables that are copied, what is referred to first, each with the rows to take."""
    from budgets import models as money
    from practices import models as who
    from programmes import models as change
    from referrals import models as activity

    recent = f"t.month >= '{LINES_FROM}'"
    lines = f"t.monthly_return_id IN (SELECT id FROM referrals_monthlyreturn r WHERE {recent[2:]})"
    return {
        who.Practice: "",
        who.Membership: "",
        who.ListSize: "",
        activity.MonthlyReturn: "",
        activity.ReferralCount: lines,
        activity.MonthFact: "",
        activity.ActivityFact: recent,
        activity.ReferralFact: recent,
        activity.ReportingPeriod: "",
        money.IndicativeBudget: "",
        money.MonthlySpend: "",
        money.Variation: "",
        money.VariationLine: "",
        money.Reserve: "",
        money.BudgetSetting: "",
        money.SpendProfile: "",
        money.NonRecurrent: "",
        money.ForecastChoice: "",
        money.ForecastRecord: "",
        change.Programme: "",
        change.Project: "",
        change.Milestone: "",
        change.SavingsTarget: "",
        change.SavingsMonth: "",
        change.CommissioningPlan: "",
        change.DashboardSnapshot: "",
    }


def _copy(cursor: Any, model: Any, where: str) -> int:
    """Every row of a table that belongs to the group, once for each copy; how many."""
    copied = _tables()
    chosen = {field.column: _value(field, copied) for field in model._meta.concrete_fields}
    chosen[model._meta.pk.column] = f"{SPAN} * c.c + t.id"
    names = ", ".join(f'"{column}"' for column in chosen)
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(chosen.values())} "  # noqa: S608
        f"FROM {model._meta.db_table} t CROSS JOIN copied c WHERE t.id < {SPAN}"
        f"{' AND ' + where if where else ''} ORDER BY c.c, t.id"
    )
    return int(cursor.rowcount)


def _value(field: Any, copied: dict[Any, str]) -> str:
    """A column of the copy: its own places, rows and codes; all else as it is."""
    from practices.models import PCT, CommissioningGroup

    column = f't."{field.column}"'
    if field.remote_field:
        target = field.remote_field.model
        if target is CommissioningGroup:
            return "c.group_id"
        if target is PCT:
            return "c.pct_id"
        return f"{SPAN} * c.c + {column}" if target in copied else column
    if field.name == "ods_code":
        return "'Z' || to_hex(c.c * 1000 + t.id % 1000)"
    return column
