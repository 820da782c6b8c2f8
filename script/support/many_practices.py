"""Rows for measuring the workbench: a practice's month of hundreds of episodes, and 8,000 other practices."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

EPISODES = 380
PRACTICES = 8_000
MONTHS = 12
ROWS_EACH = 10
"""Rows of one of the other practices in one month."""
PROVIDERS = 60
JANUARY = dt.date(2009, 1, 1)


def fill_month(ods_code: str) -> int:
    """Give the practice a January of EPISODES episodes over the threshold; how many there are then.

    Every fifth has a finding and every fourth has answers.
    """
    from django.utils import timezone

    from referrals.models import Episode, Finding, Validation
    from referrals.models.episodes import QUESTIONS

    there = list(Episode.objects.filter(practice__ods_code=ods_code, month=JANUARY, total_cost__gt=3000))
    pattern = _fields(there[0])
    made = Episode.every.bulk_create(
        Episode(**pattern | {"episode_id": f"W{number}", "total_cost": Decimal(3001 + 13 * number)})
        for number in range(EPISODES - len(there))
    )
    Finding.objects.bulk_create(_finding(row) for row in made[::5])
    from practices.models import User

    Validation.objects.bulk_create(
        Validation(
            episode=row,
            answered_at=timezone.now(),
            answered_by=User.objects.all()[0],
            **dict.fromkeys(QUESTIONS, "no" if row.pk % 8 == 0 else "yes"),
        )
        for row in made[::4]
    )
    return len(there) + len(made)


def _finding(row: Any) -> Any:
    from referrals.models import Finding

    return Finding(
        load_id=row.load_id,
        episode=row,
        practice_id=row.practice_id,
        month=row.month,
        rule="price",
        rule_version="price-1",
        amount=100 + row.pk % 900,
        words="Costs more than the tariff for its HRG.",
        found_on=JANUARY,
    )


def fill_country() -> int:
    """PRACTICES other practices with a year of rows from PROVIDERS hospitals; how many rows were added."""
    from practices.models import Practice

    Practice.objects.bulk_create(
        Practice(ods_code=f"Z{number:05}", name=f"Practice {number}", register_name=f"PRACTICE {number}")
        for number in range(PRACTICES)
    )
    practices = list(
        Practice.objects.filter(ods_code__startswith="Z").order_by("pk").values_list("pk", flat=True)
    )
    loads = _loads()
    return _insert(practices, loads)


def _loads() -> list[Any]:
    """Current loads of new hospitals, one a month each."""
    from django.utils import timezone

    from referrals.models import Extract, Load, Provider

    one = Extract.objects.filter(status="loaded")[0]
    hospitals = Provider.objects.bulk_create(
        Provider(ods_code=f"Q{number:04}", name=f"Hospital {number}") for number in range(PROVIDERS)
    )
    months = [dt.date(2008 + (month + 3) // 12, (month + 3) % 12 + 1, 1) for month in range(MONTHS)]
    return Load.objects.bulk_create(
        Load(
            extract=one,
            pct_id=one.pct_id,
            provider=hospital,
            month=month,
            settles_in=month,
            status="current",
            version=1,
            loaded_at=timezone.now(),
        )
        for month in months
        for hospital in hospitals
    )


def _insert(practices: list[int], loads: list[Any]) -> int:
    """Counted up inside the database: a model for each of a million rows takes minutes."""
    from django.db import connection

    from referrals.models import Episode

    total = len(practices) * MONTHS * ROWS_EACH
    columns = [field.column for field in Episode._meta.concrete_fields if not field.primary_key]
    # Each practice's rows are spread over the months; loads lie month by month, hospital by hospital.
    load = f"(n.i % {MONTHS}) * {PROVIDERS} + (n.i / {MONTHS}) % {PROVIDERS}"
    other = {
        "practice_id": f"{practices[0]} + n.i / {MONTHS * ROWS_EACH}",
        "load_id": f"{loads[0].pk} + {load}",
        "provider_id": f"{loads[0].provider_id} + (n.i / {MONTHS}) % {PROVIDERS}",
        "month": f"date('{loads[0].month}', '+' || (n.i % {MONTHS}) || ' months')",
        "episode_id": "'Z' || n.i",
        "total_cost": "200 + n.i * 37 % 6000",
    }
    taken = ", ".join(other.get(column, f'e."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {total}) "  # noqa: S608
            f"INSERT INTO referrals_episode ({names}) SELECT {taken} "
            "FROM n, (SELECT * FROM referrals_episode LIMIT 1) e"
        )
        cursor.execute("ANALYZE")
    return total


def _fields(episode: Any) -> dict[str, Any]:
    """All columns of a row but its key."""
    return {
        field.attname: getattr(episode, field.attname)
        for field in episode._meta.concrete_fields
        if not field.primary_key
    }
