"""Figures that look odd beside the practice's own certified months, and what was said about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from referrals.history import Usual, unusual
from referrals.models import ReferralCount, Specialty, Urgency
from referrals.selectors.grids import Cell, figures
from referrals.selectors.months import PracticeMonth
from referrals.selectors.past import past_of


@dataclass(frozen=True)
class Unusual:
    """One figure outside what is usual; `explanation` is empty until somebody says why."""

    specialty: Specialty
    urgency: Urgency
    figure: int
    usual: Usual
    explanation: str = ""

    @property
    def cell(self) -> Cell:
        return self.specialty.pk, self.urgency.value

    @property
    def label(self) -> str:
        return f"{self.specialty} ({self.urgency.label.lower()})"


def unusual_in(month: PracticeMonth, counts: Sequence[ReferralCount]) -> list[Unusual]:
    """The practice's saved figures that lie outside what its months suggest, in the order of the codes.

    `counts` come from counts_of, with their explanations; one query, none when nothing is saved.
    """
    if not counts:
        return []
    entered = figures(counts)
    odd = unusual(entered, past_of(month).certified)
    said = {(count.specialty_id, count.urgency): getattr(count, "explanation", None) for count in counts}
    return [
        Unusual(specialty, urgency, entered[cell], odd[cell], said[cell] or "")
        for specialty in _specialties(counts)
        for urgency in Urgency
        if (cell := (specialty.pk, urgency.value)) in odd
    ]


def _specialties(counts: Iterable[ReferralCount]) -> list[Specialty]:
    found = {count.specialty_id: count.specialty for count in counts}
    return sorted(found.values(), key=lambda specialty: specialty.code)
