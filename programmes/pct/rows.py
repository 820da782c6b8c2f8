"""The tables of a PCT's dashboard: each figure in words, with the page of the group that is behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgets.charts import over_or_under
from daccom.formats import count_of, money_short, number, percent
from programmes.selectors.pct.activity import MEASURES, GroupActivity, Rate
from programmes.selectors.pct.board import GroupRow, PCTBoard
from referrals.models import Measure

Address = Callable[[str, Any], str]
"""A route's name and a group: where it leads for the month in view."""
MISSING, SMALL = "missing", "small number"


@dataclass(frozen=True)
class Cell:
    """`text` leads to `url`; `about` says what it is, for who hears the link alone; `note` stands below."""

    text: str
    url: str = ""
    about: str = ""
    note: str = ""


@dataclass(frozen=True)
class TableRow:
    """A group's row: no `cells` where the group has no data here."""

    name: str
    url: str
    cells: list[Cell]
    is_simulated: bool = False


def glance_rows(board: PCTBoard, address: Address) -> list[TableRow]:
    """Returns, money, challenges and decisions of each group."""
    return [_row(row, _glance(row, address) if row.has_data else [], address) for row in board.rows]


def glance_total(board: PCTBoard) -> list[Cell]:
    """The same of all groups that have data here: sums."""
    found = board.activity.challenged
    return [
        Cell(count_of(board.complete, board.expected)),
        Cell(count_of(board.on_time, board.expected)),
        _variance(board.variance, board.budget_to_date),
        _variance(board.forecast_variance, board.forecast_budget),
        _saved(board.saved, board.savings_planned),
        *(Cell(money_short(pounds)) for pounds in _pounds(found)),
        Cell(number(board.decisions.count)),
    ]


def _row(row: GroupRow, cells: list[Cell], address: Address) -> TableRow:
    url = address("programmes:dashboard", row.group) if cells else ""
    return TableRow(str(row.group), url, cells, row.is_simulated)


def _glance(row: GroupRow, address: Address) -> list[Cell]:
    total, saved = row.position.total, row.savings
    returns, money = address("referrals:completeness", row.group), address("budgets:position", row.group)
    challenged = row.activity.challenged
    register = address("referrals:challenge-group", row.group)
    return [
        _link(Cell(count_of(row.returns.complete, row.returns.expected)), returns, "returns complete"),
        _link(Cell(count_of(row.returns.on_time, row.returns.expected)), returns, "returns on time"),
        _link(_variance(total.variance, total.budget_to_date), money, "against the budget to date"),
        _link(_variance(row.forecast_variance, row.forecast_budget), money, "forecast against budget"),
        _link(_saved(saved.actual, saved.planned_known), address("programmes:savings", row.group), "saved"),
        *(
            _link(Cell(money_short(pounds)), register, words)
            for pounds, words in zip(_pounds(challenged), CHALLENGED, strict=True)
        ),
        _link(
            Cell(number(row.decisions.count)),
            f"{address('programmes:dashboard', row.group)}#decisions",
            "decisions waiting",
        ),
    ]


CHALLENGED = ("challenged", "recovered", "lost", "still open")


def _pounds(found: Any) -> tuple[Decimal, ...]:
    return (found.gross, found.recovered, found.lost, found.open_gross)


def _link(cell: Cell, url: str, about: str) -> Cell:
    return Cell(cell.text, "" if cell.text == MISSING else url, about, cell.note)


def _variance(variance: Decimal | None, budget: Decimal | None) -> Cell:
    if variance is None:
        return Cell(MISSING)
    share = percent(abs(variance / budget * 100)) if budget else ""
    return Cell(over_or_under(variance, None), note=share if variance else "")


def _saved(actual: Decimal | None, planned: Decimal | None) -> Cell:
    if actual is None:
        return Cell(MISSING)
    return Cell(money_short(actual), note=f"of {money_short(planned)} planned" if planned else "")


def year_rows(board: PCTBoard, address: Address) -> list[TableRow]:
    """Each group beside itself a year before."""
    return [_row(row, _beside(row) if row.has_data else [], address) for row in board.rows]


def _beside(row: GroupRow) -> list[Cell]:
    total = row.position.total
    this, last = (_rate_of(row.activity, period, Measure.EMERGENCY) for period in ("this", "last"))
    return [
        Cell(count_of(row.returns.complete, row.returns.expected)),
        Cell(count_of(row.last_returns.complete, row.last_returns.expected))
        if row.last_returns.expected
        else Cell(MISSING),
        Cell(MISSING if total.spend is None else money_short(total.spend)),
        Cell(MISSING if total.last_year is None else money_short(total.last_year)),
        Cell(MISSING if total.change_percent is None else signed_percent(total.change_percent)),
        Cell(rate_words(this, Measure.EMERGENCY)),
        Cell(rate_words(last, Measure.EMERGENCY)),
    ]


def activity_rows(board: PCTBoard, address: Address) -> list[TableRow]:
    """Each group's rates from April on; a year before below them."""
    return [
        _row(
            row, _rates(row.activity, address("referrals:rates", row.group)) if row.has_data else [], address
        )
        for row in board.rows
    ]


def activity_total(board: PCTBoard) -> list[Cell]:
    return _rates(board.activity, "")


def _rates(found: GroupActivity, url: str) -> list[Cell]:
    cells = []
    for measure in MEASURES:
        this, last = (_rate_of(found, period, measure) for period in ("this", "last"))
        note = "" if last.value is None else f"last year {rate_words(last, measure)}"
        words = str(Measure(measure).label).lower()
        cells.append(_link(Cell(rate_words(this, measure), note=note), url, words))
    return cells


def _rate_of(found: GroupActivity, period: str, measure: str) -> Rate:
    rates: dict[str, Rate] = getattr(found, period)
    return rates.get(measure, Rate())


def rate_words(rate: Rate, measure: str) -> str:
    """“6.8”, “£61,250”, “small number” or “missing”."""
    if rate.hidden:
        return SMALL
    if rate.value is None:
        return MISSING
    return f"£{number(rate.value)}" if measure == Measure.ACUTE_COST else number(rate.value, 1)


def signed_percent(share: Decimal) -> str:
    return f"{'+' if share > 0 else ''}{percent(share)}"
