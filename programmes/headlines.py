"""The dashboard in plain sentences, for somebody with one minute. Pure: figures in, words out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.charts import furthest_over, over_or_under, variance_sentence
from daccom.formats import long_date, money_short, percent, plural
from programmes.selectors.dashboard import Dashboard
from programmes.selectors.savings import Savings
from referrals.charts import rate_sentence
from referrals.selectors.completeness import Completeness, State
from referrals.words import names


@dataclass(frozen=True)
class Headline:
    """One subject: its panel on the page (`anchor`), and in a word (`flag`) why to look at it first."""

    subject: str
    anchor: str
    text: str
    flag: str = ""


def headlines(board: Dashboard, today: dt.date) -> list[Headline]:
    """What is late, over budget, out of line and waiting, in that order."""
    found, total, late = board.completeness, board.position.total, bool(board.milestones.late)
    behind = (board.savings.difference or 0) < 0
    decisions = "Late" if late else "Waiting" if board.decisions_waiting else ""
    return [
        _line("Returns", _returns(found, today), "Missing" if found.named(State.MISSING) else ""),
        _line("Budget", _budget(board), "Over" if (total.variance or 0) > 0 else ""),
        _line("Referrals", [rate_sentence(board.rates)]),
        _line(
            "Savings",
            [savings_sentence(board.savings)],
            "Behind" if behind else "",
        ),
        _line("Decisions", _decisions(board), decisions),
    ]


def _line(subject: str, sentences: Iterable[str], flag: str = "") -> Headline:
    return Headline(subject, subject.lower(), " ".join(sentences), flag)


def returns_sentence(found: Completeness) -> str:
    """The two rates in one sentence, each said in full."""
    if not found.expected:
        return f"No practice was expected to send a return for {found.month}."
    return (
        f"{found.complete} of {plural(found.expected, 'return')} for {found.month} "
        f"{'is' if found.complete == 1 else 'are'} in; {found.on_time} came on time."
    )


def _returns(found: Completeness, today: dt.date) -> Iterator[str]:
    yield returns_sentence(found)
    if found.expected and today <= found.due_on:
        yield f"They are due by {long_date(found.due_on)}."
    if missing := found.named(State.MISSING):
        yield f"Missing: {names(missing)}."
    if queried := found.named(State.QUERIED):
        yield f"Queried: {names(queried)}."


def _budget(board: Dashboard) -> Iterator[str]:
    yield variance_sentence(board.position)
    far = furthest_over(board.position)
    if far is not None and far.variance is not None:
        yield f"Furthest over is {far.heading.name}, {over_or_under(far.variance, far.variance_percent)}."
    if unposted := [row.heading.name for row in board.position.by_practice if row.months_missing]:
        yield f"Spend is not fully posted for {names(unposted)}."


def savings_sentence(found: Savings) -> str:
    """Actual against plan over the months that are known, and how many are not."""
    if not found.rows:
        return f"No savings targets are set for {found.month.year}."
    if found.actual is None or found.planned_known is None or found.difference is None:
        planned = money_short(found.planned_year)
        return f"{planned} of savings is planned for {found.month.year}; no actual saving has been recorded."
    gap, share = found.difference, abs(found.difference) / (found.planned_known or Decimal(1)) * 100
    place = f"{money_short(abs(gap))} ({percent(share)}) {'behind' if gap < 0 else 'ahead of'} plan"
    text = (
        f"{money_short(found.actual)} was saved against {money_short(found.planned_known)} planned, "
        f"{place if gap else 'exactly on plan'}."
    )
    if found.months_missing:
        text += f" {plural(found.months_missing, 'monthly figure')} to {found.month} not in yet."
    return text


def _decisions(board: Dashboard) -> Iterator[str]:
    counts = {"milestone": len(board.milestones.waiting), "return": board.completeness.waiting_for_review}
    waiting = [plural(count, noun) for noun, count in counts.items() if count]
    if waiting:
        yield f"{' and '.join(waiting)} {'waits' if sum(counts.values()) == 1 else 'wait'} for a decision."
    if board.plan is not None:
        yield f"The {board.plan.plan} waits for the signature of the {board.plan.next_signer}."
    if late := board.milestones.late:
        yield f"{plural(len(late), 'milestone')} {'is' if len(late) == 1 else 'are'} late."
    if not waiting and not late and board.plan is None:
        yield "Nothing waits for a decision."
