"""Money as figures, from the position. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from budgets.selectors.position import Line, Position, Row
from daccom.amounts import known_sum
from programmes.figures.money import MoneyFigures, MoneyLine, MoneyRow


def money_figures(found: Position) -> MoneyFigures:
    return MoneyFigures(
        by_category=[_row(row) for row in found.by_category],
        by_practice=[_row(row) for row in found.by_practice],
        outside=[_row(row) for row in found.outside],
        total=_row(found.total),
        lines=_lines(found.total.lines),
        is_simulated=found.total.is_simulated,
    )


def _row(row: Row) -> MoneyRow:
    return MoneyRow(
        key=row.heading.key,
        name=row.heading.name,
        budget=row.budget,
        budget_to_date=row.budget_to_date,
        spend=row.spend,
        variance=row.variance,
        outturn=row.outturn,
        outturn_variance=row.outturn_variance,
        unbudgeted=row.unbudgeted,
        months_missing=row.months_missing,
    )


def _lines(lines: Iterable[Line]) -> list[MoneyLine]:
    """Each practice and main category: what lies below the main category added up."""
    found: dict[tuple[str, int, str], list[Line]] = defaultdict(list)
    for line in lines:
        found[line.practice.key, line.category.order, line.category.key].append(line)
    return [
        MoneyLine(
            practice=practice,
            category=category,
            budget=known_sum(line.budget for line in held),
            budget_to_date=known_sum(line.budget_to_date for line in held),
            spend=known_sum(line.spend for line in held),
            variance=known_sum(line.variance for line in held),
        )
        for (practice, _, category), held in sorted(found.items(), key=lambda item: item[0])
    ]
