"""The PCT's month in five sentences, for somebody with one minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.charts import over_or_under
from daccom.formats import money_short, number, percent, plural
from programmes.selectors.pct.activity import GroupActivity, Rate
from programmes.selectors.pct.board import GroupRow, PCTBoard
from referrals.models import Measure
from referrals.words import names


@dataclass(frozen=True)
class Line:
    """One subject: its part of the page (`anchor`), and in a word (`flag`) why to look at it first."""

    subject: str
    anchor: str
    text: str
    flag: str = ""


def sentences(board: PCTBoard) -> list[Line]:
    """What is in, what it costs, what came back, what was done, and what waits."""
    return [
        _line("Monthly returns", "groups", _returns(board), "Missing" if board.missing else ""),
        _line("Budget", "groups", _budget(board), "Over" if (board.variance or 0) > 0 else ""),
        _line("Savings and challenges", "groups", _money_back(board), _behind(board)),
        _line("Hospital care", "activity", _care(board)),
        _line("Decisions", "groups", _decisions(board), "Waiting" if board.decisions.count else ""),
    ]


def _line(subject: str, anchor: str, found: Iterable[str], flag: str = "") -> Line:
    return Line(subject, anchor, " ".join(found), flag)


def _behind(board: PCTBoard) -> str:
    return "Behind" if (_savings_gap(board) or 0) < 0 else ""


def _returns(board: PCTBoard) -> Iterator[str]:
    if board.expected:
        verb = "is" if board.complete == 1 else "are"
        yield (
            f"{board.complete} of {plural(board.expected, 'return')} for {board.month} {verb} in; "
            f"{board.on_time} came on time."
        )
    else:
        yield f"No practice was expected to send a return for {board.month}."
    if late := [f"{row.group} ({row.returns.missing})" for row in board.known if row.returns.missing]:
        yield f"Missing from {names(late)}."
    if board.silent:
        verb = "has" if len(board.silent) == 1 else "have"
        yield f"{names([str(row.group) for row in board.silent])} {verb} no data here."


def _budget(board: PCTBoard) -> Iterator[str]:
    if board.variance is None:
        yield f"There is nothing to compare for {board.month}: no spend is posted, or no budget is set."
        return
    text = f"At month {board.month.number} spend is {_stands(board.variance, board.budget_to_date)} budget"
    if board.forecast_variance is not None:
        year = _stands(board.forecast_variance, board.forecast_budget)
        text += f"; the year is forecast to end {year} budget"
    yield f"{text}."
    over = [row for row in board.known if (row.position.total.variance or 0) > 0]
    if over and len(board.known) > 1:
        worst = max(over, key=lambda row: row.position.total.variance or Decimal(0))
        yield f"Furthest over is {worst.group}, by {money_short(worst.position.total.variance or 0)}."


def _stands(variance: Decimal, budget: Decimal | None) -> str:
    return over_or_under(variance, variance / budget * 100 if budget else None)


def _savings_gap(board: PCTBoard) -> Decimal | None:
    if board.saved is None or board.savings_planned is None:
        return None
    return board.saved - board.savings_planned


def _money_back(board: PCTBoard) -> Iterator[str]:
    gap = _savings_gap(board)
    if gap is None or board.saved is None:
        yield f"No saving is recorded for {board.month.year}."
    else:
        place = f"{money_short(abs(gap))} {'behind' if gap < 0 else 'ahead of'} plan" if gap else "on plan"
        yield f"{money_short(board.saved)} was saved, {place}."
    found = board.activity.challenged
    if not found.count:
        yield f"No charge of {board.month.year} was challenged."
        return
    yield (
        f"Of {money_short(found.gross)} challenged, {money_short(found.recovered)} was recovered, "
        f"{money_short(found.lost)} is lost and {money_short(found.open_gross)} still open."
    )


def _care(board: PCTBoard) -> Iterator[str]:
    rate = _emergency(board.activity)
    if rate.value is None:
        yield f"No hospital activity is known for {board.month.year}."
        return
    text = f"Emergency admissions are {number(rate.value, 1)} per 1,000 patients and month"
    last = board.activity.last[Measure.EMERGENCY].value
    yield f"{text}{_against(rate.value, last)}."
    compared = [(row, value) for row in board.known if (value := _emergency(row.activity).value) is not None]
    most, least = (end(compared, key=_second, default=None) for end in (max, min))
    if most and least and number(most[1], 1) != number(least[1], 1):
        yield (
            f"Highest in {most[0].group} ({number(most[1], 1)}), "
            f"lowest in {least[0].group} ({number(least[1], 1)})."
        )


def _second(pair: tuple[GroupRow, float]) -> float:
    return pair[1]


def _emergency(found: GroupActivity) -> Rate:
    return found.this.get(Measure.EMERGENCY, Rate())


def _against(value: float, last: float | None) -> str:
    """“, 3.1% more than in the same months last year”; nothing without a year before."""
    if not last:
        return ""
    change = (value - last) / last * 100
    if round(abs(change), 1) == 0:
        return ", as in the same months last year"
    return f", {percent(abs(change))} {'more' if change > 0 else 'fewer'} than in the same months last year"


def _decisions(board: PCTBoard) -> Iterator[str]:
    found = board.decisions
    counts = {
        "return to review": found.returns,
        "milestone": found.milestones,
        "plan for signature": found.plans,
        "answer about rates": found.outliers,
        "reinvestment proposal": found.reinvestments,
    }
    many = {"return to review": "returns to review", "plan for signature": "plans for signature"}
    many["answer about rates"] = "answers about rates"
    waiting = [plural(count, noun, many.get(noun, "")) for noun, count in counts.items() if count]
    if not waiting:
        yield "Nothing waits for a decision."
        return
    yield f"{names(waiting)} {'waits' if found.count == 1 else 'wait'} for a decision."
