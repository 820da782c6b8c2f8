"""What practices said of figures unlike their own months, since the return asks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from dataclasses import dataclass, field

from daccom.calendar import Month
from practices.demo.draws import Draws
from practices.models import User
from referrals.demo.figures import Figures
from referrals.history import MONTHS_LOOKED_AT, unusual
from referrals.models import FigureExplanation, MonthlyReturn, ReferralCount, Urgency
from referrals.selectors.grids import figures
from referrals.selectors.unusual import Unusual

FROM = Month(dt.date(2008, 11, 1))
"""The first month in which practices were asked."""
HIGHER = (
    "Letters held back in the month before were sent in this one.",
    "A patient group asked for it after our open evening; each letter was looked at by two of us.",
    "A locum was here for three weeks; we are reading the letters together.",
)
LOWER = (
    "One of our doctors was away, and patients waited for them.",
    "We now see these patients in our own clinic first.",
    "Fewer came than usual; the letters were counted twice.",
)


@dataclass
class Past:
    """The certified figures of each practice's last twelve months."""

    months: dict[str, deque[Figures]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=MONTHS_LOOKED_AT))
    )

    def certify(self, ods_code: str, figures: Figures) -> None:
        """Add the newest month."""
        self.months[ods_code].append(figures)

    def unusual(self, ods_code: str, month: Month, counts: list[ReferralCount]) -> list[Unusual]:
        """The month's odd figures, each explained; none before practices were asked."""
        if month < FROM:
            return []
        lines = {count.specialty_id: count.specialty for count in counts}
        past: dict[tuple[int, str], list[int]] = defaultdict(list)
        for of_month in self.months[ods_code]:
            for pk, line in lines.items():
                for urgency in Urgency.values:
                    past[pk, urgency].append(of_month.get((line.code, urgency), 0))
        entered = figures(counts)
        odd = unusual(entered, past)
        return [
            Unusual(
                lines[pk],
                Urgency(urgency),
                entered[pk, urgency],
                usual,
                _said(ods_code, month, lines[pk].code, higher=entered[pk, urgency] > usual.high),
            )
            for (pk, urgency), usual in sorted(
                odd.items(), key=lambda line: (lines[line[0][0]].code, line[0][1])
            )
        ]


def _said(ods_code: str, month: Month, code: str, *, higher: bool) -> str:
    words = HIGHER if higher else LOWER
    return words[int(Draws("explanation", ods_code, month, code).below(len(words), 1)[0])]


def explanation_rows(
    made: MonthlyReturn, odd: list[Unusual], by: User, when: dt.datetime
) -> list[FigureExplanation]:
    """What the practice said of each odd figure."""
    return [
        FigureExplanation(
            monthly_return=made,
            specialty=figure.specialty,
            urgency=figure.urgency,
            words=figure.explanation,
            explained_at=when,
            explained_by=by,
        )
        for figure in odd
    ]
