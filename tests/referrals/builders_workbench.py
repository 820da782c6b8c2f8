"""A builder for the workbench: a month that the provider sends again."""

from __future__ import annotations

from typing import Any

from daccom.calendar import Month
from referrals.models import Episode, Load
from tests.referrals.builders import make_episode, make_load


def sent_again(episode: Episode, **changed: Any) -> Episode:
    """The next version of the episode's load is current, with the row as `changed`; the old one stays."""
    old = episode.load
    Load.objects.filter(pk=old.pk).update(status=Load.Status.SUPERSEDED)
    version = (old.version or 1) + 1
    load = make_load(old.pct, old.provider, Month(old.month), version=version)
    kept = {
        name: getattr(episode, name)
        for name in ("provider", "specialty", "spell_id", "episode_id", "total_cost", "hrg", "length_of_stay")
    }
    fields = {**kept, **changed, "load": load}
    return make_episode(episode.practice, Month(fields.pop("month", episode.month)), **fields)
