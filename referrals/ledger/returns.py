"""What was certified adds up, is sealed, and is what the database keeps."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from daccom.ledger import Figure, register
from referrals.models import MonthlyReturn, ReturnVersion

Status = MonthlyReturn.Status
FINAL = (Status.SUBMITTED, Status.ACCEPTED)


@register("certified totals equal their lines")
def versions() -> Iterator[Figure]:
    """Totals, answers and fingerprint of every version, from its own lines."""
    for version in ReturnVersion.objects.select_related("monthly_return__practice").iterator(500):
        content, what = version.content, f"{version.receipt}"
        sums = Counter({"all": 0})
        for line in content["counts"]:
            sums[line["urgency"]] += line["referrals"]
            sums["all"] += line["referrals"]
        for urgency, shown in content["totals"].items():
            yield Figure(f"{urgency} referrals of {what}", shown, sums[urgency])
        answers = [set(episode["answers"].values()) for episode in content["episodes"]]
        yield Figure(f"validated in {what}", content["validated"], answers.count({"yes"}))
        challenges = sum("no" in given for given in answers)
        yield Figure(f"challenges in {what}", content["challenges"], challenges)
        yield Figure(f"fingerprint of {what}", version.sha256, _fingerprint(content))


@register("returns equal what was last certified")
def last_certified() -> Iterator[Figure]:
    """The stored figures of a return that is in are those of its latest version; versions are all there."""
    sent = MonthlyReturn.objects.exclude(versions_sent=0).select_related("practice")
    for row in sent.prefetch_related("versions", "counts__specialty"):
        kept = sorted(row.versions.all(), key=lambda version: version.number)
        yield Figure(f"versions of {row}", row.versions_sent, len(kept))
        if row.status not in FINAL or not kept:
            continue
        stored: Counter[tuple[str, str]] = Counter()
        for count in row.counts.all():
            stored[count.specialty.code, str(count.urgency)] += count.referrals
        certified = {
            (line["code"], line["urgency"]): line["referrals"] for line in kept[-1].content["counts"]
        }
        yield Figure(f"figures of {row}", sorted(certified.items()), sorted(stored.items()))


def _fingerprint(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
