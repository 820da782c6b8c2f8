"""Referrals per 1,000 patients: numerators are what was certified, denominators what was counted."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.calendar import Month
from daccom.ledger import Figure, register
from practices.models import ListSize
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.models import MonthlyReturn, ReferralCount, ReturnVersion
from referrals.selectors.completeness import returns_of
from referrals.selectors.rates import Rates, rates
from referrals.selectors.roster import roster

Key = tuple[int, Month]


@register("rates equal the certified referrals")
def referral_rates() -> Iterator[Figure]:
    """Every practice's month and year, and the group's, for every month with returns."""
    for read in read_groups():
        sent = certified(read)
        for month in read.months:
            listed = roster(group=read.group, month=month, user=read.reader)
            found = rates(roster=listed, returns=returns_of(roster=listed, user=read.reader))
            yield from compare(found, read, month, sent)


def compare(found: Rates, read: ReadGroup, month: Month, sent: dict[Key, int]) -> Iterator[Figure]:
    """One page of rates beside the rows."""
    expected = read.practices_in(month.first)
    yield Figure(
        f"referrals of {read.group}, {month}",
        found.referrals,
        sum(sent.get((practice.pk, month), 0) for practice in expected),
    )
    sizes = list_sizes(month, {practice.pk for practice in expected})
    for row in found.rows:
        pk, what = row.practice.pk, f"{row.practice.ods_code}, {month}"
        yield Figure(f"referrals of {what}", row.referrals, sent.get((pk, month)))
        year = [
            sent[pk, each]
            for each in month.year.months_to(month)
            if (pk, each) in sent and row.practice in read.practices_in(each.first)
        ]
        yield Figure(f"referrals in the year of {what}", row.year_referrals, sum(year) if year else None)
        yield Figure(f"patients of {what}", row.list_size.patients if row.list_size else None, sizes.get(pk))
        if row.rate is not None:
            yield Figure(f"rate of {what}", round(row.rate, 6), _rate(sent.get((pk, month)), sizes.get(pk)))


def certified(read: ReadGroup) -> dict[Key, int]:
    """All referrals of each practice and month that is in, as certified last.

    Of a queried return its latest version: what the practice changes since is not sent yet.
    """
    returns = MonthlyReturn.objects.filter(practice__in=read.ids, first_submitted_at__isnull=False)
    found = {row.pk: ((row.practice_id, Month(row.month)), row.status) for row in returns}
    totals = dict.fromkeys((key for key, _ in found.values()), 0)
    for pk, referrals in ReferralCount.objects.filter(monthly_return__in=returns).values_list(
        "monthly_return", "referrals"
    ):
        totals[found[pk][0]] += referrals
    queried = returns.filter(status=MonthlyReturn.Status.QUERIED)
    for version in ReturnVersion.objects.filter(monthly_return__in=queried).order_by("number"):
        lines = version.content["counts"]
        totals[found[version.monthly_return_id][0]] = sum(line["referrals"] for line in lines)
    return totals


def list_sizes(month: Month, ids: set[int]) -> dict[int, int]:
    """Patients on the last list taken by the month's end, else on the first there is."""
    lists: dict[int, dict[object, int]] = {}
    rows = ListSize.objects.filter(practice__in=ids).order_by("as_at")
    for practice, as_at, patients in rows.values_list("practice_id", "as_at", "patients"):
        days = lists.setdefault(practice, {})
        days[as_at] = days.get(as_at, 0) + patients
    found = {}
    for practice, days in lists.items():
        taken = [total for day, total in days.items() if day <= month.last]  # type: ignore[operator]
        found[practice] = taken[-1] if taken else next(iter(days.values()))
    return found


def _rate(referrals: int | None, patients: int | None) -> float | None:
    return None if referrals is None or not patients else round(referrals * 1000 / patients, 6)
