"""How each practice stands to what its list gives reason to expect, all at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from referrals.selectors.measured import MeasuredPractice, Standing
from referrals.selectors.references import ReferencePopulation

if TYPE_CHECKING:
    from referrals.statistics import Overdispersion

Rows = list[MeasuredPractice]


def with_standings(rows: Rows, reference: ReferencePopulation | None) -> tuple[Rows, Overdispersion | None]:
    """The rows with their standings, and by how much they differ more than chance explains.

    Expectations are scaled so that those of the group come to what the group had. Without a reference, or
    where the whole group had nothing, there are none. The spread is that of the practices whose counts the
    reader gets, for it would give away the others'; it needs two.
    """
    places = [place for place, row in enumerate(rows) if row.counted is not None and row.patients]
    expected = _expected([rows[place] for place in places], reference)
    known = [(place, mean) for place, mean in zip(places, expected, strict=True) if mean > 0]
    if not known:
        return rows, None
    from referrals.statistics import funnel_verdicts, overdispersion, poisson_intervals

    observed = [int(rows[place].counted or 0) for place, _ in known]
    means = _scaled([mean for _, mean in known], sum(observed))
    if means is None:
        return rows, None
    lower, upper = poisson_intervals(observed)
    found = list(rows)
    verdicts = funnel_verdicts(observed, means)
    for number, (place, _) in enumerate(known):
        mean = means[number]
        limits = float(lower[number]) / mean, float(upper[number]) / mean
        standing = Standing(mean, observed[number] / mean, *limits, verdicts[number])
        found[place] = replace(rows[place], standing_if_shown=standing)
    shown = [number for number, (place, _) in enumerate(known) if not rows[place].hidden]
    if len(shown) < 2:
        return found, None
    return found, overdispersion([observed[one] for one in shown], [means[one] for one in shown])


def _expected(rows: Rows, reference: ReferencePopulation | None) -> list[float]:
    """Of each row, before scaling; 0 where the reference cannot say."""
    if reference is None or not rows:
        return [0.0 for _ in rows]
    monthly = reference.monthly([row.lists for row in rows if row.lists])
    return [
        float(mean) * row.months_known if mean == mean else 0.0
        for mean, row in zip(monthly, rows, strict=True)
    ]


def _scaled(means: list[float], total: int) -> list[float] | None:
    """The same proportions, coming to `total`; None when that is nothing."""
    together = sum(means)
    return [mean * total / together for mean in means] if total else None
