"""What explains the difference between posted acute spend and extracts. Money is pounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budgets.models import SpendExplanation
from daccom.calendar import Month
from practices.models import Practice
from referrals.models import MonthFact, PointOfDelivery

Pod = PointOfDelivery
PODS: Mapping[str, tuple[str, ...]] = {
    "ACU-EL": (Pod.EL, Pod.DC),
    "ACU-EM": (Pod.NEL, Pod.NELST),
    "ACU-OP": (Pod.OPFA, Pod.OPFUP, Pod.OPPROC),
    "ACU-AE": (Pod.AE,),
}
"""The points of delivery behind each line of acute commissioning; see definitions/hospital_care.md."""
NOUGHT = Decimal("0.00")


def cost_of(fact: MonthFact | None, code: str) -> Decimal:
    """What the extracts and counts of a practice's month come to on one acute line; nought when unknown."""
    if fact is None or not fact.has_activity:
        return NOUGHT
    return sum((getattr(fact, f"{pod.lower()}_cost") for pod in PODS[code]), NOUGHT)


@dataclass(frozen=True)
class Cell:
    """One practice's month. `posted` has the acute lines finance posted, by code.

    `late_out` are charges of this month's activity that are settled later, `late_in` those of earlier months
    settled in this one.
    """

    practice: Practice
    month: Month
    posted: Mapping[str, Decimal]
    fact: MonthFact | None
    late_out: Decimal = NOUGHT
    late_in: Decimal = NOUGHT

    @property
    def has_activity(self) -> bool:
        return self.fact is not None and self.fact.has_activity

    @property
    def is_compared(self) -> bool:
        """Whether anything is known from both sides."""
        return self.has_activity and bool(self.posted)

    @property
    def total_posted(self) -> Decimal:
        return sum(self.posted.values(), NOUGHT)

    @property
    def extracts(self) -> Decimal:
        return sum((cost_of(self.fact, code) for code in PODS), NOUGHT)

    @property
    def without_extract(self) -> Decimal:
        """What was posted for a month that no extract or count came for."""
        return NOUGHT if self.has_activity else self.total_posted

    @property
    def not_posted(self) -> Decimal:
        """What the extracts have on lines that finance has not posted, taken away."""
        return -sum((cost_of(self.fact, code) for code in PODS if code not in self.posted), NOUGHT)

    @property
    def challenges(self) -> Decimal:
        """What providers credit for challenges they accepted, taken away."""
        return -self.fact.recovered if self.fact is not None and self.is_compared else NOUGHT

    @property
    def late(self) -> Decimal:
        """Charges that are settled in another month: those come in less those gone out."""
        return self.late_in - self.late_out if self.is_compared else NOUGHT


@dataclass(frozen=True)
class Difference:
    """Cells added up, with the explanations that people typed: the lines come to posted less extracts."""

    cells: list[Cell]
    explanations: list[SpendExplanation] = field(default_factory=list)

    def _sum(self, amounts: Iterable[Decimal]) -> Decimal:
        return sum(amounts, NOUGHT)

    @property
    def posted(self) -> Decimal:
        return self._sum(cell.total_posted for cell in self.cells)

    @property
    def extracts(self) -> Decimal:
        return self._sum(cell.extracts for cell in self.cells)

    @property
    def difference(self) -> Decimal:
        """Posted less extracts: positive when finance posted more."""
        return self.posted - self.extracts

    @property
    def without_extract(self) -> Decimal:
        return self._sum(cell.without_extract for cell in self.cells)

    @property
    def not_posted(self) -> Decimal:
        return self._sum(cell.not_posted for cell in self.cells)

    @property
    def challenges(self) -> Decimal:
        return self._sum(cell.challenges for cell in self.cells)

    @property
    def late(self) -> Decimal:
        return self._sum(cell.late for cell in self.cells)

    @property
    def typed(self) -> Decimal:
        return self._sum(one.amount for one in self.explanations)

    @property
    def explained(self) -> Decimal:
        """All the lines but the last."""
        return self.without_extract + self.not_posted + self.challenges + self.late + self.typed

    @property
    def unexplained(self) -> Decimal:
        return self.difference - self.explained

    def posted_to(self, code: str) -> Decimal | None:
        """What was posted to one acute line; None when nothing was."""
        known = [cell.posted[code] for cell in self.cells if code in cell.posted]
        return self._sum(known) if known else None

    def extracts_of(self, code: str) -> Decimal | None:
        """What the extracts have on one acute line; None when there is none of any month."""
        known = [cost_of(cell.fact, code) for cell in self.cells if cell.has_activity]
        return self._sum(known) if known else None
