"""What a reader gets of a group's figures: on the way to the page, never in what is kept. Pure.

Counts of 1 to 5 of a practice that is not the reader's own are left out, and so much beside them that they
do not follow from the total. Where months are left out, so is what is said of the practice's window.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from practices.models import CommissioningGroup, User
from programmes.figures.change import DecisionFigures
from programmes.figures.group import GroupFigures
from programmes.figures.measures import MeasureFigures, PracticeMeasure, Value
from referrals.selectors.hiding import FAMILIES
from referrals.selectors.small_numbers import suppressed

NOT_SHOWN = "a small number"
Counts = dict[str, list[Value]]
"""By ODS code, month by month."""


@dataclass(frozen=True)
class Reader:
    """`own`: the ODS codes of their practices. `reads_plans`: drafts too, being of the group or the PCT."""

    own: frozenset[str]
    reads_plans: bool

    @classmethod
    def of(cls, user: User, group: CommissioningGroup, own: Collection[str]) -> Reader:
        inside = group.pk in user.access.own_group_ids or group.pct_id in user.access.pct_ids
        return cls(frozenset(own), inside)


def for_reader(figures: GroupFigures, reader: Reader) -> GroupFigures:
    """The figures as this reader may see them."""
    return replace(
        figures,
        measures=[_measure(one, figures, reader.own) for one in figures.measures],
        decisions=DecisionFigures(
            [one for one in figures.decisions.waiting if one.kind != "plan" or reader.reads_plans]
        ),
    )


def _measure(found: MeasureFigures, figures: GroupFigures, own: frozenset[str]) -> MeasureFigures:
    """Each month is looked at on its own, for each has its own total; of pounds, the events they paid for."""
    counts = _events(figures) if found.is_money else {row.ods: row.values for row in found.practices}
    hidden = [_hidden(counts, place, own) for place in range(len(found.months))]
    recent = hidden[-len(found.window) :]
    windows = suppressed({row.ods: row.observed for row in found.practices}, own).union(*recent)
    return replace(found, practices=[_practice(row, hidden, row.ods in windows) for row in found.practices])


def _events(figures: GroupFigures) -> Counts:
    """All hospital activity of each practice, month by month."""
    found: Counts = {}
    for one in figures.measures:
        if one.measure in FAMILIES:
            for row in one.practices:
                before = found.get(row.ods, [None] * len(row.values))
                found[row.ods] = [_sum(pair) for pair in zip(before, row.values, strict=True)]
    return found


def _sum(values: tuple[Value, Value]) -> Value:
    known = [value for value in values if isinstance(value, int)]
    return sum(known) if known else None


def _hidden(counts: Counts, place: int, own: frozenset[str]) -> frozenset[str]:
    month = {ods: values[place] for ods, values in counts.items()}
    return suppressed({ods: count for ods, count in month.items() if isinstance(count, int)}, own)


def _practice(row: PracticeMeasure, hidden: list[frozenset[str]], is_small: bool) -> PracticeMeasure:
    values: list[Value] = [
        None if row.ods in month else value for month, value in zip(hidden, row.values, strict=True)
    ]
    is_hidden = any(row.ods in month for month in hidden)
    if not is_small:
        return replace(row, values=values, is_hidden=is_hidden)
    return replace(
        row,
        values=values,
        observed=None,
        expected=None,
        ratio=None,
        lower=None,
        upper=None,
        verdict="",
        why=NOT_SHOWN,
        is_hidden=is_hidden,
    )
