"""A measure of each practice of a group beside the group: what was counted, and what was to be expected."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from daccom.formats import long_date, number
from practices.models import CommissioningGroup, Practice
from practices.selectors.list_bands import BandedList
from referrals.measures import DEFINITIONS
from referrals.models import Measure
from referrals.selectors.references import ReferencePopulation
from referrals.spans import Span

if TYPE_CHECKING:
    from referrals.statistics import Overdispersion, Verdict

FEWEST_EVENTS = 10
"""With fewer a standardised rate is withheld."""
Value = int | Decimal


@dataclass(frozen=True)
class Standing:
    """Observed against expected: the ratio with its 95% interval, and whether chance explains it."""

    expected: float
    ratio: float
    lower: float
    upper: float
    verdict: Verdict


@dataclass(frozen=True)
class MeasuredPractice:
    """One practice over a span of months.

    `observed` None: not one month is known. `hidden`: small numbers that this reader does not get; nothing of
    what follows from them is given either. `left` says why the practice is not there to the end.
    """

    practice: Practice
    lists: BandedList | None
    measure: Measure
    counted: Value | None
    months_known: int
    months_expected: int
    standing_if_shown: Standing | None
    group_rate: float | None
    hidden: bool
    is_nil: bool
    is_own: bool
    left: str
    is_simulated: bool

    @property
    def observed(self) -> Value | None:
        return None if self.hidden else self.counted

    @property
    def patients(self) -> int:
        return self.lists.patients if self.lists else 0

    @property
    def rate(self) -> float | None:
        """Events per 1,000 patients and month, or pounds per patient and month, over the months known."""
        return rate_of(self.observed, self.patients * self.months_known, self.measure)

    @property
    def standing(self) -> Standing | None:
        return None if self.hidden else self.standing_if_shown

    @property
    def is_withheld(self) -> bool:
        """Whether there are too few events for a standardised rate."""
        return self.standing is not None and (self.observed or 0) < FEWEST_EVENTS

    @property
    def standardised(self) -> Standing | None:
        """The standing where there are enough events to give its ratio."""
        return None if self.is_withheld else self.standing

    @property
    def standardised_rate(self) -> float | None:
        """The group’s rate times the ratio: what the practice would have with the group’s ages and sexes."""
        found = self.standardised
        return found.ratio * self.group_rate if found and self.group_rate is not None else None

    @property
    def finding(self) -> str:
        """“164 where 118.2 were expected: high (0.001)”; empty without a verdict."""
        found = self.standing
        if found is None:
            return ""
        count = number(self.observed or 0)
        return f"{count} where {number(found.expected, 1)} were expected: {found.verdict.value}"

    @property
    def why_not(self) -> str:
        """Why there is no rate; empty when there is one."""
        if self.counted is None:
            return "no return" if self.measure == Measure.REFERRALS else "no activity posted"
        if not self.patients:
            return "no list size"
        return "small number" if self.hidden else ""


@dataclass(frozen=True)
class MeasuredGroup:
    """All practices of a group that were expected in a span, by name.

    `spread` is how much more they differ than chance explains, None with fewer than two to compare.
    """

    group: CommissioningGroup
    measure: Measure
    span: Span
    rows: list[MeasuredPractice]
    reference: ReferencePopulation | None
    spread: Overdispersion | None

    @property
    def counted(self) -> Value | None:
        """All that is known of the group; None when nothing is."""
        known = [row.counted for row in self.rows if row.counted is not None]
        return sum(known) if known else None

    @property
    def rate(self) -> float | None:
        return group_rate(self.rows, self.measure)

    @property
    def patients(self) -> int:
        return sum(row.patients for row in self.rows)

    @property
    def months_known(self) -> int:
        return sum(row.months_known for row in self.rows)

    @property
    def months_expected(self) -> int:
        return sum(row.months_expected for row in self.rows)

    @property
    def missing(self) -> list[MeasuredPractice]:
        """Practices of which not every month is known."""
        return [row for row in self.rows if row.months_known < row.months_expected]

    @property
    def is_simulated(self) -> bool:
        return any(row.is_simulated for row in self.rows)

    @property
    def list_words(self) -> str:
        """When the lists were counted, and by whom."""
        lists = sorted({(row.lists.as_at, row.lists.source) for row in self.rows if row.lists})
        if not lists:
            return "No list size is known."
        told = " and ".join(f"{long_date(as_at)} ({source})" for as_at, source in lists)
        return f"Registered patients on {told}."


def rate_of(value: Value | None, patient_months: int, measure: Measure) -> float | None:
    """Per 1,000 patients and month; money per patient and month. None without a value or without patients."""
    if value is None or not patient_months:
        return None
    return float(value) / patient_months * (1 if DEFINITIONS[measure].is_money else 1000)


def group_rate(rows: list[MeasuredPractice], measure: Measure) -> float | None:
    """The rate over the practices that have both figures and a list."""
    both = [row for row in rows if row.counted is not None and row.patients]
    people = sum(row.patients * row.months_known for row in both)
    return rate_of(sum(row.counted or 0 for row in both), people, measure)
