"""What the automatic checks found: sums for a group's year, and verdicts that a new load overtakes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from referrals.models import Episode, Finding, Load


def missing_verdicts(pairs: Iterable[tuple[int, str]]) -> Iterator[tuple[Load, str]]:
    """Load and NHS number of those (episode id, rule) for which no finding is kept yet."""
    wanted = set(pairs)
    if not wanted:
        return
    episodes = {episode for episode, _ in wanted}
    kept = set(Finding.objects.filter(episode__in=episodes).values_list("episode_id", "rule"))
    missing = {episode for episode, _ in wanted - kept}
    yield from _of(missing)


def stale_verdicts(load: Load, rules: Sequence[str]) -> Iterator[tuple[Load, str]]:
    """Load and NHS number of findings in other months that point to a version which `load` replaced."""
    stale = Finding.objects.current().filter(
        load__pct=load.pct_id,
        load__provider=load.provider_id,
        rule__in=rules,
        counterpart__load__month=load.month,
        counterpart__load__status=Load.Status.SUPERSEDED,
    )
    yield from _of(set(stale.order_by().values_list("episode_id", flat=True)))


def _of(episodes: Collection[int]) -> Iterator[tuple[Load, str]]:
    if episodes:
        for episode in Episode.objects.filter(pk__in=episodes).select_related("load__extract"):
            yield episode.load, episode.nhs_number
