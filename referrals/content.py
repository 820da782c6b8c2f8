"""What a submission says: plain data, its canonical text and its fingerprint. Pure functions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from referrals.models import Episode, ReferralCount, Urgency, Validation
from referrals.selectors.months import PracticeMonth

COUNT_FIELDS = ("code", "specialty", "urgency", "referrals")
DECLARATION = (
    "I have checked these figures and answers. They are complete and correct to the best of my knowledge, "
    "and I send them for the practice."
)


def content_of(
    month: PracticeMonth, counts: Iterable[ReferralCount], episodes: Iterable[Episode]
) -> dict[str, Any]:
    """What is sent for the month: figures, totals and answers.

    Notes stay in the practice, and no patient is named: episodes go by the provider's own number.
    """
    rows = sorted(
        (count.specialty.code, count.specialty.name, str(count.urgency), count.referrals) for count in counts
    )
    answered = sorted(episodes, key=lambda episode: episode.pk)
    return {
        "practice": month.practice.ods_code,
        "month": month.month.slug,
        "nil_referrals": bool(month.monthly_return and month.monthly_return.nil_referrals),
        "counts": [dict(zip(COUNT_FIELDS, row, strict=True)) for row in rows],
        "totals": totals_of((urgency, referrals) for _, _, urgency, referrals in rows),
        "threshold": str(month.threshold),
        "episodes": [_answers(episode) for episode in answered],
        "validated": sum(_validation(episode).is_validated for episode in answered),
        "challenges": sum(_validation(episode).proposes_challenge for episode in answered),
        "declaration": DECLARATION,
    }


def _validation(episode: Episode) -> Validation:
    return getattr(episode, "validation", None) or Validation()


def _answers(episode: Episode) -> dict[str, Any]:
    return {
        "provider": episode.provider.ods_code,
        "episode": episode.episode_id,
        "cost": str(episode.total_cost),
        "answers": _validation(episode).answers,
    }


def totals_of(figures: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The sum for each urgency and for "all"."""
    totals = dict.fromkeys([*map(str, Urgency.values), "all"], 0)
    for urgency, referrals in figures:
        totals[urgency] += referrals
        totals["all"] += referrals
    return totals


def lines_of(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures, one line a specialty: its name under "specialty", its figures under each urgency."""
    lines: dict[str, dict[str, Any]] = {}
    for count in content["counts"]:
        blank = {"specialty": count["specialty"], **dict.fromkeys(Urgency.values)}
        lines.setdefault(count["code"], blank)[count["urgency"]] = count["referrals"]
    return list(lines.values())


def canonical(content: Mapping[str, Any]) -> str:
    """The same content always gives the same text: keys sorted, no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
