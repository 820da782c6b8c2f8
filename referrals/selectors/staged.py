"""Questions about rows that are staged: codes nobody knew, keys that came before, months that overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from practices.models import Practice
from referrals.models import Episode, Extract, Load, Provider, Specialty
from referrals.models.episodes import EpisodeQuerySet

AT_ONCE = 500
"""Keys to a question: SQLite takes a limited number of parameters."""

Key = tuple[str, str]
"""The provider's code and the episode number."""


def practice_ids() -> dict[str, int]:
    """Every practice by its ODS code."""
    return dict(Practice.objects.values_list("ods_code", "pk"))


def provider_ids() -> dict[str, int]:
    return dict(Provider.objects.values_list("ods_code", "pk"))


def specialty_ids() -> dict[str, int]:
    return dict(Specialty.objects.values_list("code", "pk"))


def undecided_codes(kind: str) -> set[str]:
    """Codes that files under way were the first to name: no person has accepted them yet."""
    ended = [Extract.Status.LOADED, Extract.Status.REJECTED]
    lists = (
        Extract.objects.exclude(status__in=ended).exclude(new_codes={}).values_list("new_codes", flat=True)
    )
    return {code for codes in lists for code in codes.get(kind, [])}


def staged_loads(extract: Extract) -> list[Load]:
    """Its provider months, in a fixed order so that two workers never wait for each other."""
    staged = extract.loads.filter(status=Load.Status.STAGED)
    return list(staged.select_related("provider").order_by("provider", "month"))


def staged_keys(extract: Extract, keys: Sequence[Key]) -> set[Key]:
    """Which of `keys` have a staged row in this extract."""
    found: set[Key] = set()
    staged = Episode.every.filter(load__in=[load.pk for load in staged_loads(extract)])
    for at in range(0, len(keys), AT_ONCE):
        numbers = [episode for _, episode in keys[at : at + AT_ONCE]]
        rows = staged.filter(episode_id__in=numbers)
        found.update(rows.values_list("provider__ods_code", "episode_id"))
    return found


def elsewhere(extract: Extract) -> list[tuple[Load, list[int]]]:
    """Staged loads with the current loads of the same provider whose months the file does not replace."""
    loads = staged_loads(extract)
    replaced: dict[int, set[dt.date]] = {}
    for load in loads:
        replaced.setdefault(load.provider_id, set()).add(load.month)
    current = Load.objects.current().filter(pct=extract.pct, provider__in=replaced)
    others: dict[int, list[int]] = {}
    for pk, provider, month in current.values_list("pk", "provider", "month").order_by("pk"):
        if month not in replaced[provider]:
            others.setdefault(provider, []).append(pk)
    return [(load, others[load.provider_id]) for load in loads if load.provider_id in others]


def is_older(extract: Extract) -> bool:
    """Whether a file that came after this one counts for any of its staged provider months."""
    newer = Load.objects.current().filter(
        pct=OuterRef("pct"), provider=OuterRef("provider"), month=OuterRef("month"), extract__gt=extract.pk
    )
    return extract.loads.filter(Exists(newer), status=Load.Status.STAGED).exists()


def rows_elsewhere(load: Load, others: Sequence[int]) -> EpisodeQuerySet:
    """The load's rows whose episode counts in one of `others` too, as elsewhere() gives them."""
    counting = Episode.every.filter(load__in=others, episode_id=OuterRef("episode_id"))
    return Episode.every.filter(Exists(counting), load=load).order_by("pk")
