"""A practice’s referrals by clinician over a span. Callers have made sure that the reader works there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from practices.models import Clinician, Practice
from referrals.models import ClinicianNil, ReferralCount
from referrals.models.returns import MonthlyReturn
from referrals.spans import Span


@dataclass(frozen=True)
class ClinicianRate:
    """Referrals of one clinician in the months counted by clinician; a month named with nobody is nought."""

    clinician: Clinician
    referrals: int
    months: int

    @property
    def monthly(self) -> float:
        """A month’s average over the months in which the clinician was counted."""
        return self.referrals / self.months


@dataclass(frozen=True)
class ClinicianRates:
    """By clinician, the most referrals first; `months` of the span’s are counted by clinician and are in."""

    lines: list[ClinicianRate]
    months: int

    @property
    def referrals(self) -> int:
        return sum(line.referrals for line in self.lines)


def clinician_rates(practice: Practice, span: Span) -> ClinicianRates:
    """From the returns that were submitted; three queries. Those of the whole practice are left out."""
    sent = MonthlyReturn.objects.filter(
        practice=practice,
        by_clinician=True,
        first_submitted_at__isnull=False,
        month__gte=span.first.first,
        month__lte=span.month.first,
    )
    counts: dict[int, int] = defaultdict(int)
    months: dict[int, set[int]] = defaultdict(set)
    rows = ReferralCount.objects.filter(monthly_return__in=sent, clinician__isnull=False)
    for pk, of, count in rows.values_list("clinician", "monthly_return").annotate(count=Sum("referrals")):
        counts[pk] += count
        months[pk].add(of)
    nobody = ClinicianNil.objects.filter(monthly_return__in=sent)
    for pk, of in nobody.values_list("clinician", "monthly_return"):
        months[pk].add(of)
    people = Clinician.objects.in_bulk(list(months))
    lines = [ClinicianRate(people[pk], counts[pk], len(months[pk])) for pk in months]
    return ClinicianRates(
        sorted(lines, key=lambda line: (-line.referrals, line.clinician.name)),
        len(set().union(*months.values())),
    )
