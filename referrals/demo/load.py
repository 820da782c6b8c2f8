"""The simulated activity: episodes with their planted errors, and the returns that answer for them."""

from __future__ import annotations

from dataclasses import dataclass

from daccom.calendar import Month
from referrals.demo.episodes import clean_episodes
from referrals.demo.extracts import give_loads
from referrals.demo.planted import Planted, plant
from referrals.demo.returns import load_returns
from referrals.demo.validations import noticed
from referrals.models import Episode, Load
from referrals.services.findings import check_load

BATCH = 2_000


@dataclass(frozen=True)
class Simulated:
    """The episodes in the database and the errors among them."""

    episodes: list[Episode]
    planted: list[Planted]


def load_episodes(months: list[Month]) -> Simulated:
    """Write the episodes of the months that are kept, errors planted."""
    episodes = clean_episodes(months)
    planted = plant(episodes)
    give_loads(episodes)
    return Simulated(Episode.objects.bulk_create(episodes, batch_size=BATCH), planted)


def check_episodes() -> int:
    """Run the automatic checks over every load; how many findings."""
    loads = Load.objects.current().select_related("extract").order_by("month", "provider")
    return sum(check_load(load=load, by=None) for load in loads)


def load_answered_returns(months: list[Month], simulated: Simulated) -> int:
    """Write the returns of the months and the answers about their episodes; how many rows."""
    return load_returns(months, simulated.episodes, noticed(simulated.planted))
