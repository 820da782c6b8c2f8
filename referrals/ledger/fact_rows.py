"""What facts have to say, from single rows, in other words than those of the service that keeps them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum

from referrals.models import (
    ActivitySummary,
    Episode,
    MonthlyReturn,
    PointOfDelivery,
    ReferralCount,
    ReturnVersion,
    Specialty,
)

Key = tuple[int, dt.date]
"""A practice's id and a month."""
Line = tuple[int, dt.date, str, int]
"""A practice's id, a month, a point of delivery or an urgency, a specialty's id."""


@dataclass
class Sums:
    """Rows and pounds; of each part of first attendances, how many came from a consultant, if it says so."""

    activity: int = 0
    cost: Decimal = Decimal(0)
    parts: list[int | None] = field(default_factory=list)

    def add(self, activity: int, cost: Decimal) -> None:
        self.activity += activity
        self.cost += cost

    @property
    def from_consultant(self) -> int | None:
        known = [part for part in self.parts if part is not None]
        return sum(known) if known and len(known) == len(self.parts) else None

    @property
    def all(self) -> tuple[int, Decimal, int | None]:
        return self.activity, self.cost.quantize(Decimal("0.01")), self.from_consultant


def activity_lines() -> dict[Line, Sums]:
    """Rows of current loads and summaries by practice, month, point of delivery and specialty."""
    found: dict[Line, Sums] = defaultdict(Sums)
    sources: dict[Line, dict[str, int]] = defaultdict(dict)
    names = "practice_id", "month", "pod", "specialty_id"
    rows = Episode.objects.order_by().values_list(*names, "source_of_referral")
    for *line, source, count, cost in rows.annotate(rows=Count("pk"), cost=Sum("total_cost")):
        found[_line(line)].add(count, cost)
        sources[_line(line)][source] = count
    for line, counts in sources.items():
        if line[2] == PointOfDelivery.OPFA:
            found[line].parts.append(counts.get("05", 0) if any(counts) else None)
    for *line, count, cost, part in ActivitySummary.objects.values_list(
        *names, "activity", "cost", "from_consultant"
    ):
        found[_line(line)].add(count, cost)
        found[_line(line)].parts.append(part)
    return found


def _line(values: list[object]) -> Line:
    practice, month, what, specialty = values
    return practice, month, what, specialty  # type: ignore[return-value]


@dataclass
class Certified:
    """What a practice certified for a month, by urgency and specialty."""

    is_nil: bool
    lines: dict[tuple[str, int], int] = field(default_factory=dict)

    def total(self, wanted: Callable[[str], bool] = bool) -> int:
        return sum(referrals for (urgency, _), referrals in self.lines.items() if wanted(urgency))


def certified_returns() -> dict[Key, Certified]:
    """Every return that is in: of a queried one the latest version, of the others the figures stored."""
    sent = MonthlyReturn.objects.filter(first_submitted_at__isnull=False)
    found, by_pk = {}, {}
    for row in sent:
        by_pk[row.pk] = found[row.practice_id, row.month] = Certified(row.nil_referrals)
    counts = ReferralCount.objects.filter(monthly_return__in=sent)
    for pk, urgency, specialty, referrals in counts.values_list(
        "monthly_return", "urgency", "specialty", "referrals"
    ):
        lines = by_pk[pk].lines
        lines[urgency, specialty] = lines.get((urgency, specialty), 0) + referrals
    codes = dict(Specialty.objects.values_list("code", "pk"))
    queried = sent.filter(status=MonthlyReturn.Status.QUERIED)
    for version in ReturnVersion.objects.filter(monthly_return__in=queried).order_by("number"):
        content, place = version.content, by_pk[version.monthly_return_id]
        place.is_nil = content["nil_referrals"]
        place.lines = {
            (line["urgency"], codes[line["code"]]): line["referrals"] for line in content["counts"]
        }
    return found
