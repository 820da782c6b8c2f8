"""Errors planted in the episodes of October 2008 to January 2009, ten a month.

Each is an answer to look for: `answers.json` beside this file lists them all.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from daccom.calendar import Month
from practices.demo import story
from practices.models import Practice
from referrals.demo.episodes import Ids, pounds
from referrals.demo.patients import everybody
from referrals.demo.tariffs import BED_DAY_PENCE
from referrals.models import Episode, PointOfDelivery, Provider
from referrals.models.periods import DEFAULT_THRESHOLD

FIRST_MONTH = Month(dt.date(2008, 10, 1))
FEWEST_DAYS = 3
EXTRA_BED_DAYS = 6
SLIPPED_DIGIT = 10
ONLY_THE_PRACTICE = "no rule can know, it is the practice's fifth answer"


@dataclass(frozen=True)
class Planted:
    """One error: the rule it breaks, where it stands, its worth (an undercharge is negative) and why."""

    code: str
    month: str
    provider: int
    episode_id: str
    practice: int
    at_stake: Decimal
    why: str

    def as_answer(self, provider: str, practice: str) -> dict[str, Any]:
        """The error as plain text, with ODS codes for ids."""
        return {**asdict(self), "provider": provider, "practice": practice, "at_stake": str(self.at_stake)}


@dataclass(frozen=True)
class Error:
    """A way to spoil `episode`; returns an added row (or None), what is at stake and why."""

    code: str
    spoil: Callable[[Episode], tuple[Episode | None, Decimal, str]]
    at_the_visitors: bool = False
    """In the newest month it is planted at the visitor's practice, over the threshold."""


def plant(episodes: list[Episode]) -> list[Planted]:
    """Spoil some of the episodes in place, add others to the list, and say which and how."""
    ids, planted = Ids.read(), []
    months = [month for month in story.simulated_months() if month >= FIRST_MONTH]
    for month in months:
        fit = [episode for episode in episodes if episode.month == month.first and _is_fit(episode)]
        for place, error in enumerate(ERRORS):
            episode = _choose(fit, place, error, month, ids)
            if episode is None:
                continue
            fit.remove(episode)
            added, at_stake, why = error.spoil(episode)
            if added:
                episodes.append(added)
            planted.append(_planted(error.code, added or episode, at_stake, why))
    return planted


def _is_fit(episode: Episode) -> bool:
    """An ordinary admission of some days that stays within its trim point, so that one error is one error."""
    stay = episode.length_of_stay or 0
    return stay >= FEWEST_DAYS and not episode.excess_bed_days


def _choose(fit: list[Episode], place: int, error: Error, month: Month, ids: Ids) -> Episode | None:
    """The episode to spoil: spread over the month's, or one that waits for the visitor to validate it."""
    among = fit
    if error.at_the_visitors and month == story.LAST_MONTH:
        visitor = ids.practices[everybody().ods_codes.index(story.VISITOR)]
        among = [row for row in fit if row.practice_id == visitor and row.total_cost > DEFAULT_THRESHOLD]
    return among[(place * 37 + month.number * 11) % len(among)] if among else None


def _planted(code: str, episode: Episode, at_stake: Decimal, why: str) -> Planted:
    return Planted(
        code=code,
        month=Month(episode.month).slug,
        provider=episode.provider_id,
        episode_id=episode.episode_id,
        practice=episode.practice_id,
        at_stake=at_stake,
        why=why,
    )


def _twice(episode: Episode) -> tuple[Episode, Decimal, str]:
    second = _another(episode, "D")
    return second, second.total_cost, f"The same spell as {episode.episode_id}, charged twice"


def _two_beds(episode: Episode) -> tuple[Episode, Decimal, str]:
    """A second spell, of a day, in the middle of the first."""
    second = _another(episode, "V")
    second.spell_id += "V"
    second.admission_date += dt.timedelta(days=1)
    second.discharge_date = second.admission_date + dt.timedelta(days=1)
    second.length_of_stay, second.pod = 1, PointOfDelivery.NELST
    return second, second.total_cost, f"Lies within spell {episode.spell_id} at the same hospital"


def _another(episode: Episode, mark: str) -> Episode:
    second = copy.copy(episode)
    second.episode_id += mark
    return second


def _elsewhere(episode: Episode) -> tuple[None, Decimal, str]:
    """Charged to the practice that stands before the right one in the list."""
    practices = Ids.read().practices
    right = practices.index(episode.practice_id)
    episode.practice_id = practices[right - 1]
    where = everybody().ods_codes[right]
    return None, episode.total_cost, f"Registered with {where} at admission: {ONLY_THE_PRACTICE}"


def _nobody(episode: Episode) -> tuple[None, Decimal, str]:
    episode.nhs_number = ""
    return None, episode.total_cost, "No NHS number"


def _misread(episode: Episode) -> tuple[None, Decimal, str]:
    number = episode.nhs_number
    episode.nhs_number = number[:-1] + str((int(number[-1]) + 1) % 10)
    return None, episode.total_cost, "The NHS number's check digit is wrong"


def _left_first(episode: Episode) -> tuple[None, Decimal, str]:
    episode.admission_date, episode.discharge_date = (
        episode.discharge_date or episode.admission_date,
        episode.admission_date,
    )
    return None, episode.total_cost, "Discharged before the admission"


def _miscounted(episode: Episode) -> tuple[None, Decimal, str]:
    episode.length_of_stay = (episode.length_of_stay or 0) - 1
    return None, Decimal("0.00"), "The stay is a day shorter than its dates; no price hangs on it"


def _long_stay(episode: Episode) -> tuple[None, Decimal, str]:
    claimed = pounds(EXTRA_BED_DAYS * BED_DAY_PENCE)
    episode.excess_bed_days, episode.excess_bed_day_cost = EXTRA_BED_DAYS, claimed
    episode.total_cost += claimed
    return None, claimed, f"{EXTRA_BED_DAYS} excess bed days claimed; the stay ends before the trim point"


def _too_dear(episode: Episode) -> tuple[None, Decimal, str]:
    right = episode.spell_cost
    episode.spell_cost = episode.total_cost = right * SLIPPED_DIGIT
    return None, episode.spell_cost - right, f"Ten times the price of its HRG, £{right}"


def _too_cheap(episode: Episode) -> tuple[None, Decimal, str]:
    right = episode.spell_cost
    episode.spell_cost = episode.total_cost = (right / SLIPPED_DIGIT).quantize(Decimal("0.01"))
    return None, episode.spell_cost - right, f"A tenth of the price of its HRG, £{right}: an undercharge"


ERRORS = (
    Error("duplicate", _twice, at_the_visitors=True),
    Error("overlap", _two_beds),
    Error("not_ours", _elsewhere),
    Error("identity", _nobody, at_the_visitors=True),
    Error("identity", _misread),
    Error("dates", _left_first, at_the_visitors=True),
    Error("dates", _miscounted),
    Error("bed_days", _long_stay, at_the_visitors=True),
    Error("price", _too_dear),
    Error("price", _too_cheap),
)


def answers(planted: list[Planted]) -> dict[str, Any]:
    """The answer list: what is wrong in the demonstration, with ODS codes for ids."""
    providers = dict(Provider.objects.values_list("pk", "ods_code"))
    practices = dict(Practice.objects.values_list("pk", "ods_code"))
    return {
        "_about": "What is wrong on purpose in the simulated months.",
        "over_budget": story.OVER_BUDGET,
        "outlying_referral_rate": story.REFERS_MOST,
        "planted": [
            error.as_answer(providers[error.provider], practices[error.practice]) for error in planted
        ],
    }
