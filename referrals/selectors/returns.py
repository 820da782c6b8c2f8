"""What is in a practice's month: figures, episodes, what is still missing, what was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Sum

from practices.models import ListSize, Practice
from referrals.content import content_of, digest
from referrals.models import Episode, MonthlyReturn, ReferralCount, Specialty, Urgency
from referrals.selectors.months import PracticeMonth

Cell = tuple[int, str]
"""A specialty's id and an urgency: one cell of the grid."""
Figures = dict[Cell, int]


@dataclass(frozen=True)
class Missing:
    """Something without which the month cannot be sent: which of the tasks, and what in words."""

    task: str
    words: str


@dataclass(frozen=True)
class Preview:
    """Exactly what would be sent for a month now, and what stands in the way."""

    month: PracticeMonth
    counts: Sequence[ReferralCount]
    episodes: Sequence[Episode]
    specialties: Sequence[Specialty]

    @cached_property
    def content(self) -> dict[str, Any]:
        return content_of(self.month, self.counts, self.episodes)

    @property
    def seen(self) -> str:
        """The fingerprint that tells whether what is sent is what was looked at."""
        return digest(self.content)

    @property
    def is_nil(self) -> bool:
        return bool(self.content["nil_referrals"])

    @cached_property
    def blank(self) -> list[str]:
        """The cells nobody filled in, in words; none of them matters for a nil month."""
        filled = {(count.specialty_id, count.urgency) for count in self.counts}
        return [
            f"{specialty} ({urgency.label.lower()})"
            for specialty in self.specialties
            for urgency in Urgency
            if (specialty.pk, urgency.value) not in filled
        ]

    @cached_property
    def unanswered(self) -> list[Episode]:
        return [episode for episode in self.episodes if not hasattr(episode, "validation")]

    @property
    def has_referrals(self) -> bool:
        """Whether the first task is done."""
        return not self._missing_referrals()

    def missing(self) -> list[Missing]:
        """What is still to do before the month can be sent."""
        found = [Missing("referrals", words) for words in self._missing_referrals()]
        if waiting := len(self.unanswered):
            noun = "episode has" if waiting == 1 else "episodes have"
            found.append(Missing("episodes", f"{waiting} {noun} no answers yet"))
        return found

    def _missing_referrals(self) -> list[str]:
        saved = self.month.monthly_return and self.month.monthly_return.referrals_saved_at
        if not saved:
            return ["The referrals of the month are not entered"]
        if self.is_nil or not self.blank:
            return []
        named = ", ".join(self.blank[:3]) + (
            f" and {len(self.blank) - 3} more" if len(self.blank) > 3 else ""
        )
        noun = "box is" if len(self.blank) == 1 else "boxes are"
        return [f"{len(self.blank)} {noun} empty: {named}. Enter 0 where there were no referrals"]


def lines_of_the_return() -> list[Specialty]:
    """The specialties a return asks for, in the order of their codes."""
    return list(Specialty.objects.filter(in_return=True))


def counts_of(monthly_return: MonthlyReturn | None) -> list[ReferralCount]:
    """The saved figures with their specialties; none for a month nobody began."""
    if monthly_return is None:
        return []
    return list(monthly_return.counts.select_related("specialty").order_by("specialty__code", "urgency"))


def preview(month: PracticeMonth) -> Preview:
    """Everything the declaration shows, in three queries."""
    return Preview(month, counts_of(month.monthly_return), episodes_to_validate(month), lines_of_the_return())


def episodes_to_validate(month: PracticeMonth) -> list[Episode]:
    """The month's episodes over its threshold with their answers, the dearest first; one query."""
    return list(
        Episode.objects.filter(practice=month.practice)
        .for_month(month.month)
        .over(month.threshold)
        .select_related("provider", "specialty", "validation__answered_by")
    )


def figures(counts: Iterable[ReferralCount]) -> Figures:
    return {(count.specialty_id, count.urgency): count.referrals for count in counts}


def last_month(month: PracticeMonth) -> MonthlyReturn | None:
    """The practice's return for the month before."""
    return MonthlyReturn.objects.filter(practice=month.practice).for_month(month.month.previous()).first()


@dataclass(frozen=True)
class Known:
    """What is known before anyone types: the list and last month's total (None: nothing was reported)."""

    patients: int | None
    counted_on: dt.date | None
    source: str
    last_total: int | None


def known_before(month: PracticeMonth) -> Known:
    """List size as last counted before the month ended, and last month's total; two queries."""
    size = _list_size(month.practice, month.month.last)
    return Known(size.get("patients"), size.get("as_at"), size.get("source", ""), _last_total(month))


def _last_total(month: PracticeMonth) -> int | None:
    saved = MonthlyReturn.objects.filter(practice=month.practice, referrals_saved_at__isnull=False)
    totals = saved.for_month(month.month.previous()).annotate(total=Sum("counts__referrals"))
    found = totals.values_list("total", flat=True)
    return next((total or 0 for total in found), None)


def _list_size(practice: Practice, day: dt.date) -> dict[str, Any]:
    counted = ListSize.objects.filter(practice=practice, as_at__lte=day).order_by("-as_at")
    return counted.values("as_at", "source").annotate(patients=Sum("patients")).first() or {}
