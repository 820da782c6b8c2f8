"""Where the group's money stands, and what makes it so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from daccom.formats import money_short, percent
from programmes.brief.sentence import Sentence, small, weigh
from programmes.figures import GroupFigures
from programmes.figures.money import MoneyRow
from referrals.words import names

NAMED = 2
"""So many categories are named on each side."""
NOTHING = Decimal(0)


def money(figures: GroupFigures) -> Iterator[Sentence]:
    """“Month 10: £347k over budget to date (0.3%); acute £2.4m over, offset by prescribing £952k under.”"""
    found, total = figures.money, figures.money.total
    if total.variance is None:
        if not found.is_empty:
            text = f"Month {figures.month.number} cannot be judged: spend or budget is not known."
            yield Sentence("Budget", "money", text, weigh(60), "Missing")
        return
    share = abs(total.variance_percent or NOTHING)
    parts = _parts(found.by_category, total.variance)
    text = f"Month {figures.month.number}: {_standing(total)}{'; ' + parts if parts else ''}.{_gaps(figures)}"
    yield Sentence(
        "Budget", "money", text, weigh(55, 10 * float(share)), "Over" if total.variance > 0 else ""
    )


def _standing(total: MoneyRow) -> str:
    variance = total.variance or NOTHING
    if not variance:
        return "exactly on budget to date"
    side = "over" if variance > 0 else "under"
    share = total.variance_percent
    return f"{money_short(abs(variance))} {side} budget to date" + (
        f" ({percent(abs(share))})" if share is not None else ""
    )


def _parts(rows: list[MoneyRow], variance: Decimal) -> str:
    """What goes the same way as the total, and what goes against it."""
    same = _largest([row for row in rows if (row.variance or NOTHING) * variance > 0])
    against = _largest([row for row in rows if (row.variance or NOTHING) * variance < 0])
    said = names([_part(row) for row in same])
    if said and against:
        return f"{said}, offset by {names([_part(row) for row in against])}"
    return said


def _largest(rows: list[MoneyRow]) -> list[MoneyRow]:
    return sorted(rows, key=lambda row: -abs(row.variance or NOTHING))[:NAMED]


def _part(row: MoneyRow) -> str:
    variance = row.variance or NOTHING
    return f"{small(row.name)} {money_short(abs(variance))} {'over' if variance > 0 else 'under'}"


def _gaps(figures: GroupFigures) -> str:
    """Whose spend is not posted: it is missing from both sides."""
    unposted = [row.name for row in figures.money.by_practice if row.months_missing]
    return f" Spend is not fully posted for {names(unposted)}." if unposted else ""
