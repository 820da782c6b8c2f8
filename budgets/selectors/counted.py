"""Whose money counts in a group's month, when practices close or merge within the year."""

from __future__ import annotations

from dataclasses import dataclass

from daccom.formats import long_date
from practices.models import Practice
from referrals.selectors.roster import Roster


@dataclass(frozen=True)
class Closed:
    """A practice that closed within the year; `successor` is None unless it is in the group as well."""

    practice: Practice
    successor: Practice | None
    open_months: frozenset[int]

    @property
    def words(self) -> str:
        """What happened, and where its money went."""
        closed = f"{self.practice} closed on {long_date(self.practice.closed_on)}"  # type: ignore[arg-type]
        if self.successor is None:
            return (
                f"{closed}. Its spend counts for the months in which it was open. What is left of its budget "
                "stays with it until a virement moves it."
            )
        return (
            f"{closed} and merged into {self.successor}. Its spend and budget count for the months in which "
            f"it was open; what its budget has for the months after is counted with {self.successor}, for "
            "which its patients’ spend is posted since."
        )


def counted_practices(roster: Roster) -> list[Practice]:
    """The practices in the group in the roster's month, and those that closed earlier in the year."""
    return [
        practice
        for practice in roster.practices
        if roster.is_expected(practice, roster.month) or _closed_here(roster, practice)
    ]


def closed_practices(roster: Roster) -> dict[int, Closed]:
    """Those of them that closed, by id."""
    expected = {practice.pk for practice in roster.expected(roster.month)}
    return {
        practice.pk: Closed(
            practice,
            practice.successor if practice.successor_id in expected else None,
            expected_months(roster, practice),
        )
        for practice in roster.practices
        if _closed_here(roster, practice)
    }


def expected_months(roster: Roster, practice: Practice) -> frozenset[int]:
    """The numbers of the months up to the roster's in which the practice was open and in the group."""
    return frozenset(month.number for month in roster.months if roster.is_expected(practice, month))


def _closed_here(roster: Roster, practice: Practice) -> bool:
    """Whether it closed between April and the roster's month while it belonged to the group."""
    day = practice.closed_on
    if day is None or not roster.month.year.first <= day <= roster.month.first:
        return False
    return any(joined < day and (left is None or left >= day) for joined, left in roster.spells[practice.pk])
