"""What a submission says: plain data, its canonical text and its fingerprint. Pure functions."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from practices.models import Clinician
from referrals.models import Episode, ReferralCount, Urgency, Validation
from referrals.selectors.months import PracticeMonth
from referrals.selectors.unusual import Unusual

COUNT_FIELDS = ("code", "specialty", "urgency", "referrals")
DECLARATION = (
    "I have checked these figures and answers. They are complete and correct to the best of my knowledge, "
    "and I send them for the practice."
)


def content_of(
    month: PracticeMonth,
    counts: Sequence[ReferralCount],
    episodes: Iterable[Episode],
    *,
    nobody: Iterable[Clinician] = (),
    explained: Iterable[Unusual] = (),
) -> dict[str, Any]:
    """What is sent for the month: figures, totals and answers.

    "counts" are the practice's. A month counted by clinician also keeps "by_clinician", which is for the
    practice alone: readers outside get `selectors.reading`. "explanations" say why figures unlike the
    practice's own months are right. Notes stay in the practice, and no patient is named: episodes go by the
    provider's own number.
    """
    rows = _summed(counts)
    answered = sorted(episodes, key=lambda episode: episode.pk)
    sent = month.monthly_return
    content = {
        "practice": month.practice.ods_code,
        "month": month.month.slug,
        "nil_referrals": bool(sent and sent.nil_referrals),
        "counts": rows,
        "totals": totals_of((row["urgency"], row["referrals"]) for row in rows),
        "threshold": str(month.threshold),
        "episodes": [_answers(episode) for episode in answered],
        "validated": sum(_validation(episode).is_validated for episode in answered),
        "challenges": sum(_validation(episode).proposes_challenge for episode in answered),
        "declaration": DECLARATION,
    }
    if sent and sent.by_clinician:
        content["by_clinician"] = _by_clinician(counts, nobody)
    if reasons := [_explanation(odd) for odd in explained]:
        content["explanations"] = reasons
    return content


def _summed(counts: Iterable[ReferralCount]) -> list[dict[str, Any]]:
    """The figures in the order of code, name and urgency, over all clinicians."""
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for count in counts:
        found[count.specialty.code, count.specialty.name, str(count.urgency)] += count.referrals
    return [dict(zip(COUNT_FIELDS, (*line, found[line]), strict=True)) for line in sorted(found)]


def _by_clinician(counts: Iterable[ReferralCount], nobody: Iterable[Clinician]) -> list[dict[str, Any]]:
    """Each clinician's figures, by name; "nil" says that they referred nobody."""
    names: dict[int, str] = {}
    own: dict[int, list[ReferralCount]] = defaultdict(list)
    for count in counts:
        if count.clinician:
            names[count.clinician.pk] = count.clinician.name
            own[count.clinician.pk].append(count)
    nil = {clinician.pk: clinician.name for clinician in nobody}
    everybody = sorted((names | nil).items(), key=lambda named: (named[1], named[0]))
    return [{"clinician": name, "nil": pk in nil, "counts": _summed(own[pk])} for pk, name in everybody]


def _explanation(odd: Unusual) -> dict[str, str]:
    return {
        "code": odd.specialty.code,
        "specialty": odd.specialty.name,
        "urgency": odd.urgency.value,
        "words": odd.explanation,
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
