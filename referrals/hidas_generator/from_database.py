"""What the database knows for a file: a PCT's practices and their time in it, providers, codes and prices."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from daccom.calendar import Month
from practices.models import PCT, Membership, Practice
from referrals.hidas_generator.prices import Price, synthetic_prices
from referrals.hidas_generator.reference import BEFORE, Reference, Surgery, years_of
from referrals.models import Provider, Specialty, Tariff
from referrals.selectors.staged import undecided_codes

ALWAYS = dt.date.max
MOST_STRANGERS = 50
Stay = tuple[dt.date, dt.date]


def reference_of(pct: PCT, months: Sequence[Month]) -> Reference:
    """The reference for a file of `months`. Raises ValueError when the PCT has no practice to write about."""
    first, last = months[0].first - BEFORE, months[-1].last
    ours, leaving = [], []
    for ods, stays in sorted(_stays(pct).items()):
        here = [stay for stay in stays if stay[0] <= first < stay[1]]
        if not here:
            continue
        gone = here[0][1]
        if gone > last:
            ours.append(ods)
        elif len(stays) == 1:
            leaving.append(Surgery(ods, gone))
    return Reference(
        ours=tuple(ours),
        leaving=tuple(leaving),
        strangers=_strangers(pct),
        providers=_decided(Provider.objects.order_by("pk").values_list("ods_code", flat=True), "providers"),
        specialties=_decided(
            Specialty.objects.order_by("code").values_list("code", flat=True), "specialties"
        ),
        prices=_prices(years_of(months)),
    )


def _decided(codes: Iterable[str], kind: str) -> tuple[str, ...]:
    """The codes without those that only a file names which nobody has decided about."""
    new = undecided_codes(kind)
    return tuple(code for code in codes if code not in new)


def unpriced_years(months: Sequence[Month]) -> list[int]:
    """The financial years of the months for which the database has no tariff."""
    known = set(Tariff.objects.values_list("year", flat=True))
    return [year for year in years_of(months) if year not in known]


def _stays(pct: PCT) -> dict[str, list[Stay]]:
    """By practice, from when to when it was open and in a group of the PCT."""
    found: dict[str, list[Stay]] = defaultdict(list)
    memberships = Membership.objects.filter(group__pct=pct).order_by("joined_on").select_related("practice")
    for member in memberships:
        end = min(member.left_on or ALWAYS, member.practice.closed_on or ALWAYS)
        found[member.practice.ods_code].append((member.joined_on, end))
    return found


def _strangers(pct: PCT) -> tuple[str, ...]:
    """Some practices that never were in a group of the PCT."""
    members = Membership.objects.filter(group__pct=pct).values("practice")
    others = Practice.objects.exclude(pk__in=members).order_by("ods_code")
    return tuple(others.values_list("ods_code", flat=True)[:MOST_STRANGERS])


def _prices(years: Sequence[int]) -> tuple[Price, ...]:
    """The tariff of each year; prices of our own, which no check can know, for a year without one."""
    rows = Tariff.objects.filter(year__in=years, price__isnull=False)
    loaded = [
        Price(
            year=row.year,
            hrg=row.hrg,
            pod=row.pod,
            pence=int((row.price or 0) * 100),
            trim_point=row.trim_point,
            bed_day_pence=int(row.excess_bed_day_price * 100) if row.excess_bed_day_price else None,
        )
        for row in rows.order_by("year", "hrg", "pod")
    ]
    missing = sorted(set(years) - {price.year for price in loaded})
    return (*loaded, *synthetic_prices(missing))
