"""A practice's month as others read it: what the group sees, with the small numbers left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practices.models import User
from referrals.rate_rows import NOT_SHOWN, count_words
from referrals.selectors.completeness import returns_of
from referrals.selectors.months import PracticeMonth
from referrals.selectors.rates import rates
from referrals.selectors.roster import roster
from referrals.selectors.small_numbers import is_small
from referrals.selectors.specialties import PracticeActivity, practice_activity


@dataclass(frozen=True)
class OutsideReading:
    """The totals of a sent month in words, and its specialties."""

    activity: PracticeActivity
    referrals: str
    episodes: list[tuple[str, int | str]]


def read_from_outside(user: User, month: PracticeMonth, content: Mapping[str, Any]) -> OutsideReading | None:
    """What `user`, who does not work there, reads of a sent month; None when the practice had closed by then.

    The figures hide what the group's rates hide, so that neither page gives the other's away; five queries.
    """
    listed = roster(group=month.period.group, month=month.month, user=user)
    if month.practice not in listed.expected(month.month):
        return None
    returns = returns_of(roster=listed, user=user)
    found = rates(roster=listed, returns=returns)
    activity = practice_activity(roster=listed, practice=month.practice, returns=returns, found=found)
    return OutsideReading(
        activity=activity,
        referrals="nil"
        if content["nil_referrals"]
        else count_words(activity.referrals, activity.rate.hidden),
        episodes=episode_words(content),
    )


def episode_words(content: Mapping[str, Any]) -> list[tuple[str, int | str]]:
    """How many episodes were answered about, and how; a small number, and what would give it away, is not
    shown."""
    every, validated, challenges = len(content["episodes"]), content["validated"], content["challenges"]
    parts = {"Validated, all five yes": validated, "Proposed as challenges": challenges}
    small = any(map(is_small, (every, validated, challenges, every - validated - challenges)))
    shown: list[tuple[str, int | str]] = [("Episodes answered", NOT_SHOWN if is_small(every) else every)]
    return shown + [(label, NOT_SHOWN if small else count) for label, count in parts.items() if every]
