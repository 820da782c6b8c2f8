"""Two versions of a return side by side, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from practices.models import User
from referrals.differences import (
    AnswerChange,
    FigureChange,
    answer_changes,
    clinician_changes,
    figure_changes,
    specialty_changes,
    specialty_totals,
)
from referrals.models import Episode, MonthlyReturn, ReturnVersion
from referrals.selectors.months import PracticeMonth
from referrals.selectors.reading import read_from_outside
from referrals.selectors.small_numbers import suppressed


@dataclass(frozen=True)
class Difference:
    """`some_hidden`: figures changed that this reader does not get. `totals` None: not shown either."""

    older: ReturnVersion
    newer: ReturnVersion
    figures: Sequence[FigureChange]
    by_clinician: Sequence[FigureChange] = ()
    answers: Sequence[AnswerChange] = ()
    totals: tuple[int, int] | None = None
    some_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the versions say the same, for all this reader is told."""
        return not (self.figures or self.by_clinician or self.answers or self.some_hidden or self.nil_words)

    @property
    def nil_words(self) -> str:
        """What became of “we referred nobody”; "" when nothing did."""
        before, after = self.older.content["nil_referrals"], self.newer.content["nil_referrals"]
        if before == after:
            return ""
        return "The month became a nil return." if after else "The month is no longer a nil return."


def versions_of(monthly_return: MonthlyReturn | None) -> list[ReturnVersion]:
    """What was sent, the newest first; one query."""
    if monthly_return is None:
        return []
    return list(monthly_return.versions.select_related("submitted_by").order_by("-number"))


def own_difference(older: ReturnVersion, newer: ReturnVersion) -> Difference:
    """Everything that changed, for the practice itself."""
    old, new = older.content, newer.content
    return Difference(
        older,
        newer,
        figures=figure_changes(old, new),
        by_clinician=clinician_changes(old, new),
        answers=answer_changes(old, new),
        totals=(old["totals"]["all"], new["totals"]["all"]),
    )


def outside_difference(
    user: User, month: PracticeMonth, older: ReturnVersion, newer: ReturnVersion
) -> Difference:
    """The specialties that changed, for readers who do not work there.

    A specialty that is small in either version, or would give a small one away, is left out, and so is
    whatever the page of the return itself leaves out; with any of them left out there is no total.
    """
    old, new = older.content, newer.content
    changes = specialty_changes(old, new)
    reading = read_from_outside(user, month, new)
    if reading is None or reading.activity.rate.hidden:
        return Difference(older, newer, [], some_hidden=bool(changes))
    hidden = {
        *suppressed(specialty_totals(old)),
        *suppressed(specialty_totals(new)),
        *reading.activity.hidden_names,
    }
    return Difference(
        older,
        newer,
        figures=[change for change in changes if change.specialty not in hidden],
        totals=None if hidden else (old["totals"]["all"], new["totals"]["all"]),
        some_hidden=any(change.specialty in hidden for change in changes),
    )


def episodes_behind(month: PracticeMonth, changes: Sequence[AnswerChange]) -> list[Episode]:
    """The rows about whose answers the page tells, as far as they are current; one query."""
    if not changes:
        return []
    named = {(change.provider, change.episode) for change in changes}
    rows = Episode.objects.filter(
        practice=month.practice, episode_id__in={episode for _, episode in named}
    ).select_related("provider")
    return [row for row in rows if (row.provider.ods_code, row.episode_id) in named]
