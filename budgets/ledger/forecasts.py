"""Forecasts, debts and freed-up money, added up once more from their rows; see daccom.ledger."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgets.ledger.position import Counted, count_money, months_posted
from budgets.models import Debt
from budgets.selectors.forecasts import Forecasts, forecasts
from budgets.selectors.freed import Freed, freed
from daccom.ledger import Figure, register
from referrals.ledger.readers import read_groups
from referrals.selectors.roster import roster

NOUGHT = Decimal(0)


@register("forecasts equal budgets, spend and their lines")
def all_forecasts() -> Iterator[Figure]:
    """Every group and month posted: what a forecast goes by, and that its lines come to its total."""
    for read in read_groups():
        for month in months_posted(read):
            listed = roster(group=read.group, month=month, user=read.reader)
            found = forecasts(roster=listed, user=read.reader)
            yield from compare_forecasts(found, count_money(read, month), f"{read.group}, {month}")


def compare_forecasts(found: Forecasts, counted: Counted, what: str) -> Iterator[Figure]:
    """One month's forecasts beside the rows."""
    for line in found.lines:
        code = line.category.code
        yield Figure(
            f"budget forecast on {code}, {what}", line.budget, counted.total(counted.budgets, "", code)
        )
        yield Figure(f"spend forecast on {code}, {what}", line.spend, counted.total(counted.spend, "", code))
        basis = (line.spend or NOUGHT) + line.stood_in
        yield Figure(f"months forecast on {code}, {what}", sum(line.basis.monthly, NOUGHT), basis)
    known = [line.chosen.outturn for line in found.lines if line.chosen.outturn is not None]
    yield Figure(f"forecast, {what}", found.outturn or NOUGHT, sum(known, NOUGHT))


@register("repayments come to their debts")
def repayments() -> Iterator[Figure]:
    """Every overspend that is carried."""
    for debt in Debt.objects.select_related("group").prefetch_related("repayments"):
        repaid = sum((row.amount for row in debt.repayments.all()), NOUGHT)
        yield Figure(f"{debt}, {debt.group}", debt.amount, repaid)


@register("freed-up money equals its shares and rows")
def all_freed() -> Iterator[Figure]:
    """Every group and month posted; a year that is over also against budgets and spend."""
    for read in read_groups():
        for month in months_posted(read):
            found = freed(roster=roster(group=read.group, month=month, user=read.reader), user=read.reader)
            yield from compare_freed(found, count_money(read, month), f"{read.group}, {month}")


def compare_freed(found: Freed, counted: Counted, what: str) -> Iterator[Figure]:
    """One month's freed-up money beside the rows."""
    shared = found.practices + (found.group.freed or NOUGHT)
    yield Figure(f"freed up, {what}", found.total, shared)
    if found.is_provisional:
        return
    for row in found.rows:
        if row.freed is not None and not row.why and row.ods not in counted.merging:
            budget = counted.total(counted.budgets, row.ods) or NOUGHT
            spent = counted.total(counted.spend, row.ods) or NOUGHT
            yield Figure(f"freed up by {row.ods}, {what}", row.freed.total, max(budget - spent, NOUGHT))
