"""Answers and challenges follow their episode to the new version of its month, if it says the same."""

from __future__ import annotations

from django.db import connection

from referrals.models import Challenge, Episode, Load, Validation

CONTENT = (
    "spell_id",
    "practice_id",
    "nhs_number",
    "sex",
    "pod",
    "specialty_id",
    "admission_method",
    "source_of_referral",
    "patient_classification",
    "admission_date",
    "diagnosis",
    "procedure",
    "hrg",
    "excess_bed_days",
    "spell_cost",
    "excess_bed_day_cost",
    "total_cost",
)
MAY_BE_NULL = ("age", "discharge_date", "length_of_stay")


def carry_answers(before: Load, after: Load) -> dict[str, int]:
    """Move validations and challenges of `before` to the same episodes in `after` that say the same.

    How many of each moved. Belongs inside the transaction that replaces the one by the other.
    """
    return {"answers": _carry(Validation, before, after), "challenges": _carry(Challenge, before, after)}


def _carry(model: type[Validation] | type[Challenge], before: Load, after: Load) -> int:
    quoted = connection.ops.quote_name
    table, episodes = quoted(model._meta.db_table), quoted(Episode._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET episode_id = new.id FROM {episodes} old "
            f"JOIN {episodes} new "
            f"ON new.load_id = %s AND new.episode_id = old.episode_id AND {_says_the_same()} "
            f"WHERE old.load_id = %s AND {table}.episode_id = old.id",
            [after.pk, before.pk],
        )
        return int(cursor.rowcount)


def _says_the_same() -> str:
    same = [f"new.{name} = old.{name}" for name in map(connection.ops.quote_name, CONTENT)]
    either = [
        f"(new.{name} = old.{name} OR (new.{name} IS NULL AND old.{name} IS NULL))"
        for name in map(connection.ops.quote_name, MAY_BE_NULL)
    ]
    return " AND ".join([*same, *either])
