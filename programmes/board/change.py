"""Savings, challenges and decisions as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from daccom.charts import MONEY, Bar, Chart, bar_chart, line_chart
from daccom.formats import money_short
from programmes.board.addresses import challenges_url, decision_url
from programmes.figures.change import (
    ChallengeFigures,
    ChallengeLine,
    Decision,
    DecisionFigures,
    SavingsFigures,
)
from referrals.views.group_month import GroupMonth


def savings_chart(found: SavingsFigures, month: str) -> Chart | None:
    """How far each target is ahead of (to the right) or behind its plan."""
    if not found.targets:
        return None
    return bar_chart(
        title=f"Saved against plan, to {month}",
        sentence=savings_sentence(found),
        names=("Target", "Saved less planned"),
        bars=[
            Bar(f"{row.number} {row.name}", row.difference, "" if row.actual is not None else "missing")
            for row in found.targets
        ],
        unit=MONEY,
    )


def savings_sentence(found: SavingsFigures) -> str:
    if found.actual is None or found.planned_known is None:
        return f"{money_short(found.planned_year)} is planned for the year; no saving has been recorded."
    return (
        f"{money_short(found.actual)} was saved where {money_short(found.planned_known)} was planned "
        "for the months reported."
    )


@dataclass(frozen=True)
class ChallengeRow:
    line: ChallengeLine
    url: str


def challenge_rows(found: ChallengeFigures, place: GroupMonth) -> list[ChallengeRow]:
    """Each month of charges, with the register of its challenges."""
    return [ChallengeRow(line, challenges_url(place, line.key)) for line in found.by_month]


def challenge_chart(found: ChallengeFigures) -> Chart | None:
    """What was raised, recovered, lost and is open, by the month of the charges."""
    if not found.total.count:
        return None
    lines = found.by_month
    return line_chart(
        title="Challenges to hospital charges, by month of charge",
        sentence=challenge_sentence(found),
        points=[line.name[:3] for line in lines],
        series={
            "Raised": [line.gross for line in lines],
            "Recovered": [line.recovered for line in lines],
            "Lost": [line.lost for line in lines],
            "Open": [line.open_gross for line in lines],
        },
        unit=MONEY,
        first="Month of charge",
    )


def challenge_sentence(found: ChallengeFigures) -> str:
    total = found.total
    return (
        f"Of {money_short(total.gross)} challenged, {money_short(total.recovered)} was recovered, "
        f"{money_short(total.lost)} is lost and {money_short(total.open_gross)} is open; net of what "
        f"hospitals charged too little, {money_short(total.net)} was raised."
    )


@dataclass(frozen=True)
class DecisionRow:
    decision: Decision
    url: str


@dataclass(frozen=True)
class DecisionList:
    heading: str
    rows: list[DecisionRow]


HEADINGS = {
    "milestone": "Milestones to decide",
    "outlier_answered": "Answers of practices to read",
    "reinvestment": "Proposals for freed-up money",
    "returns": "Returns to review",
    "plan": "Plan to sign",
    "outlier_asked": "Practices asked for their reasons",
    "milestone_late": "Late milestones",
}


def decision_lists(found: DecisionFigures, review: str, reinvestments: str) -> list[DecisionList]:
    """What waits, each kind under its heading, in the order of the headings."""
    return [
        DecisionList(
            heading, [DecisionRow(one, decision_url(one, review, reinvestments)) for one in found.of(kind)]
        )
        for kind, heading in HEADINGS.items()
        if found.of(kind)
    ]
