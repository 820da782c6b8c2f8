"""Savings, counted once more from their rows; see daccom.ledger."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from daccom.calendar import FinancialYear, Month
from daccom.ledger import Figure, register
from programmes.models import SavingsMonth, SavingsTarget
from programmes.selectors.savings import Savings, savings
from referrals.ledger.readers import ReadGroup, read_groups


@register("savings equal their months")
def all_savings() -> Iterator[Figure]:
    """Plan and actual of every target and of all together, for each month of the years with targets."""
    for read in read_groups():
        targets = SavingsTarget.objects.filter(project__programme__group=read.group)
        for year in sorted(set(targets.values_list("year", flat=True))):
            for month in FinancialYear(year).months:
                found = savings(group=read.group, month=month, user=read.reader)
                yield from compare_savings(found, read, month)


def compare_savings(found: Savings, read: ReadGroup, month: Month) -> Iterator[Figure]:
    """The savings of one month's page beside the rows."""
    what = f"of {read.group}, {month}"
    targets = SavingsTarget.objects.filter(project__programme__group=read.group, year=month.year.start_year)
    planned = {target.pk: target.planned for target in targets}
    rows = list(SavingsMonth.objects.filter(target__in=planned, month__lte=month.first))
    yield Figure(f"savings planned {what}", found.planned_year, sum(planned.values(), Decimal(0)))
    yield Figure(f"targets {what}", len(found.rows), len(planned))
    yield from _sums(found, rows, f"of all targets {what}")
    for row in found.rows:
        own = [each for each in rows if each.target_id == row.pk]
        yield Figure(f"planned for target {row.number} {what}", row.planned_year, planned[row.pk])
        yield Figure(
            f"months due of target {row.number} {what}", (row.months_due, row.months_known), _months(own)
        )
        yield Figure(f"saved by target {row.number} {what}", row.actual, _saved(own))


def _sums(found: Savings, rows: list[SavingsMonth], words: str) -> Iterator[Figure]:
    known = [row for row in rows if row.actual is not None]
    to_date = sum((row.planned for row in rows), Decimal(0)) if rows else None
    yield Figure(f"planned to date {words}", found.planned_to_date, to_date)
    against = sum((row.planned for row in known), Decimal(0)) if known else None
    yield Figure(f"planned for the known months {words}", found.planned_known, against)
    yield Figure(f"saved {words}", found.actual, _saved(rows))
    yield Figure(f"months due {words}", (found.months_due, found.months_known), _months(rows))


def _saved(rows: list[SavingsMonth]) -> Decimal | None:
    known = [row.actual for row in rows if row.actual is not None]
    return sum(known, Decimal(0)) if known else None


def _months(rows: list[SavingsMonth]) -> tuple[int, int]:
    return len(rows), sum(row.actual is not None for row in rows)
