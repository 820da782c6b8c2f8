"""What was saved against plan."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.calendar import Month
from daccom.formats import money_short, percent, plural
from programmes.brief.sentence import Sentence, weigh
from programmes.figures import GroupFigures
from programmes.figures.change import SavingsFigures


def savings(figures: GroupFigures) -> Iterator[Sentence]:
    """Actual against plan over the months that are known, and how many are not."""
    found = figures.savings
    if not found.targets:
        return
    behind = _behind(found)
    text = savings_words(found, figures.month)
    yield Sentence("Savings", "savings", text, weigh(32, behind / 3), "Behind" if behind else "")


def _behind(found: SavingsFigures) -> float:
    """Percent behind plan; 0 on plan, ahead of it, or not known."""
    if not found.difference or not found.planned_known or found.difference > 0:
        return 0.0
    return float(-found.difference / found.planned_known * 100)


def savings_words(found: SavingsFigures, month: Month) -> str:
    """Actual against plan in a sentence, and how many months are not in."""
    if not found.targets:
        return f"No savings targets are set for {month.year}."
    if found.actual is None or found.planned_known is None or found.difference is None:
        planned = money_short(found.planned_year)
        return f"{planned} of savings is planned for {month.year}; no actual saving has been recorded."
    text = (
        f"{money_short(found.actual)} was saved against {money_short(found.planned_known)} planned, "
        f"{_place(found)}."
    )
    if found.months_missing:
        text += f" {plural(found.months_missing, 'monthly figure')} to {month} not in yet."
    return text


def _place(found: SavingsFigures) -> str:
    if not found.difference:
        return "exactly on plan"
    share = f" ({percent(abs(found.difference) / found.planned_known * 100)})" if found.planned_known else ""
    return (
        f"{money_short(abs(found.difference))}{share} {'behind' if found.difference < 0 else 'ahead of'} plan"
    )
