"""What pages of rates and activity have to come to, from single rows. Written for checks only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from daccom.calendar import Month
from referrals.ledger.fact_rows import Certified, Key, Line, Sums, activity_lines, certified_returns
from referrals.ledger.readers import ReadGroup
from referrals.models import Measure

PODS = {
    Measure.FIRST_OUTPATIENT: ("OPFA",),
    Measure.FOLLOW_UP: ("OPFUP",),
    Measure.OUTPATIENT_PROCEDURE: ("OPPROC",),
    Measure.ELECTIVE: ("EL", "DC"),
    Measure.EMERGENCY: ("NEL", "NELST"),
    Measure.A_AND_E: ("AE",),
}
"""Said once more, so that a change of the measures is seen here."""


@dataclass(frozen=True)
class PlainRows:
    """Every line of activity and every certified return of all practices."""

    lines: dict[Line, Sums]
    sent: dict[Key, Certified]

    @classmethod
    def read(cls) -> PlainRows:
        return cls(dict(activity_lines()), certified_returns())

    @cached_property
    def by_month(self) -> dict[Key, dict[str, Sums]]:
        """Of each practice’s month, by point of delivery."""
        found: dict[Key, dict[str, Sums]] = {}
        for (practice, month, pod, _), sums in self.lines.items():
            found.setdefault((practice, month), {}).setdefault(pod, Sums()).add(sums.activity, sums.cost)
        return found

    @cached_property
    def firsts(self) -> dict[Key, dict[int, int]]:
        """First attendances of each practice’s month, by specialty."""
        found: dict[Key, dict[int, int]] = {}
        for (practice, month, pod, specialty), sums in self.lines.items():
            if pod == "OPFA":
                found.setdefault((practice, month), {})[specialty] = sums.activity
        return found

    def value(self, practice: int, month: dt.date, measure: Measure) -> int | Decimal | None:
        """The measure in one practice’s month; None when nothing is known."""
        if measure == Measure.REFERRALS:
            certified = self.sent.get((practice, month))
            return certified.total() if certified else None
        pods = self.by_month.get((practice, month))
        if pods is None:
            return None
        if measure == Measure.ACUTE_COST:
            return sum((sums.cost for sums in pods.values()), Decimal(0))
        return sum(pods[pod].activity for pod in PODS[measure] if pod in pods)

    def total(self, practice: int, months: list[Month], measure: Measure) -> int | Decimal | None:
        """Over the months that are known."""
        values = [
            value for month in months if (value := self.value(practice, month.first, measure)) is not None
        ]
        return sum(values) if values else None

    def activity(
        self, read: ReadGroup, months: list[Month], wanted: Callable[[Line], bool]
    ) -> tuple[int, Decimal]:
        """Events and pounds of the group’s practices in `months`, of the lines that are wanted."""
        members = {month.first: {one.pk for one in read.practices_in(month.first)} for month in months}
        found = [
            sums for line, sums in self.lines.items() if line[0] in members.get(line[1], ()) and wanted(line)
        ]
        return sum(one.activity for one in found), sum((one.cost for one in found), Decimal(0))

    def referrals(self, read: ReadGroup, months: list[Month]) -> int:
        """All certified referrals of the group’s practices in `months`."""
        return sum(
            self.sent[practice.pk, month.first].total()
            for month in months
            for practice in read.practices_in(month.first)
            if (practice.pk, month.first) in self.sent
        )
