"""What is in a practice's month: figures, episodes, what is still missing, what was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Sum

from daccom.formats import number, plural
from practices.models import ListSize
from referrals.content import content_of, digest
from referrals.models import Episode, ReferralCount, Specialty
from referrals.selectors.grids import (
    Cell,
    Figures,
    Grid,
    blank_cells,
    counts_of,
    empty_words,
    figures,
    grids_of,
    lines_of_the_return,
)
from referrals.selectors.months import PracticeMonth
from referrals.selectors.past import past_of
from referrals.selectors.unusual import Unusual, unusual_in

__all__ = ["Cell", "Figures", "counts_of", "figures", "lines_of_the_return"]


@dataclass(frozen=True)
class Missing:
    """Something without which the month cannot be sent: which of the tasks, and what in words."""

    task: str
    words: str


@dataclass(frozen=True)
class Preview:
    """Exactly what would be sent for a month now, and what stands in the way.

    `grids` are empty unless the month counts by clinician; `patients` None: no list is known.
    """

    month: PracticeMonth
    counts: Sequence[ReferralCount]
    episodes: Sequence[Episode]
    specialties: Sequence[Specialty]
    grids: Sequence[Grid] = ()
    unusual: Sequence[Unusual] = ()
    patients: int | None = None

    @cached_property
    def content(self) -> dict[str, Any]:
        nobody = [grid.clinician for grid in self.grids if grid.nobody]
        return content_of(self.month, self.counts, self.episodes, nobody=nobody, explained=self.explained)

    @property
    def seen(self) -> str:
        """The fingerprint that tells whether what is sent is what was looked at."""
        return digest(self.content)

    @property
    def is_nil(self) -> bool:
        return bool(self.content["nil_referrals"])

    @property
    def by_clinician(self) -> bool:
        return bool(self.month.monthly_return and self.month.monthly_return.by_clinician)

    @cached_property
    def blank(self) -> list[str]:
        """The cells nobody filled in, in words; none of them matters for a nil month."""
        if self.by_clinician:
            return [f"{grid.clinician}: {cell}" for grid in self.grids for cell in grid.blank]
        return blank_cells(self.specialties, figures(self.counts))

    @property
    def explained(self) -> list[Unusual]:
        return [odd for odd in self.unusual if odd.explanation]

    @property
    def unexplained(self) -> list[Unusual]:
        return [odd for odd in self.unusual if not odd.explanation]

    @cached_property
    def unanswered(self) -> list[Episode]:
        return [episode for episode in self.episodes if not hasattr(episode, "validation")]

    @property
    def has_referrals(self) -> bool:
        """Whether the figures of the first task are all there."""
        return not self._missing_referrals()

    def missing(self) -> list[Missing]:
        """What is still to do before the month can be sent."""
        found = [Missing("referrals", words) for words in self._missing_referrals()]
        if odd := self.unexplained:
            figures_are = plural(len(odd), "figure is", "figures are")
            words = f"{figures_are} unlike your own months and not explained: {_named(odd)}"
            found.append(Missing("explanations", words))
        if waiting := len(self.unanswered):
            noun = "episode has" if waiting == 1 else "episodes have"
            found.append(Missing("episodes", f"{waiting} {noun} no answers yet"))
        return found

    def _missing_referrals(self) -> list[str]:
        saved = self.month.monthly_return and self.month.monthly_return.referrals_saved_at
        if not saved:
            return ["The referrals of the month are not entered"]
        if self.by_clinician:
            return self._missing_grids() + self._impossible()
        if self.is_nil:
            return []
        return ([empty_words(self.blank)] if self.blank else []) + self._impossible()

    def _missing_grids(self) -> list[str]:
        if not self.grids:
            return [f"Nobody is on your list of clinicians in {self.month.month}"]
        return [f"{grid.clinician}: {empty_words(grid.blank)}" for grid in self.grids if not grid.is_done]

    def _impossible(self) -> list[str]:
        total = self.content["totals"]["all"]
        if self.patients is None or total <= self.patients:
            return []
        return [
            f"{number(total)} referrals are more than your {number(self.patients)} registered patients. "
            "Correct the figures"
        ]


def _named(odd: Sequence[Unusual]) -> str:
    more = f" and {len(odd) - 3} more" if len(odd) > 3 else ""
    return ", ".join(figure.label for figure in odd[:3]) + more


def preview(month: PracticeMonth) -> Preview:
    """Everything the declaration shows: three queries for a month without figures, five with, six by
    clinician."""
    counts, lines = counts_of(month.monthly_return), lines_of_the_return()
    return Preview(
        month=month,
        counts=counts,
        episodes=episodes_to_validate(month),
        specialties=lines,
        grids=grids_of(month, counts, lines),
        unusual=unusual_in(month, counts),
        patients=_list_size(month).get("patients") if counts else None,
    )


def episodes_to_validate(month: PracticeMonth) -> list[Episode]:
    """The month's episodes over its threshold with their answers, the dearest first; one query."""
    return list(
        Episode.objects.filter(practice=month.practice)
        .for_month(month.month)
        .over(month.threshold)
        .select_related("provider", "specialty", "validation__answered_by")
    )


@dataclass(frozen=True)
class Known:
    """What is known before anyone types: the list and last month's total (None: nothing was reported)."""

    patients: int | None
    counted_on: dt.date | None
    source: str
    last_total: int | None


def known_before(month: PracticeMonth) -> Known:
    """List size as last counted before the month ended, and last month's total; two queries at most."""
    size = _list_size(month)
    total = past_of(month).total(month.month.previous())
    return Known(size.get("patients"), size.get("as_at"), size.get("source", ""), total)


def _list_size(month: PracticeMonth) -> dict[str, Any]:
    """The practice's list as last counted when the month ended; read once for a page."""
    if "list" not in month.facts:
        counted = ListSize.objects.filter(practice=month.practice, as_at__lte=month.month.last)
        newest = counted.order_by("-as_at").values("as_at", "source").annotate(patients=Sum("patients"))
        month.facts["list"] = newest.first() or {}
    found: dict[str, Any] = month.facts["list"]
    return found
