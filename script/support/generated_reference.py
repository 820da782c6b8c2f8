"""Practices, providers, codes, prices and dates for a generated file, on a database that is else empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from daccom.calendar import Month
from practices.models import PCT, CommissioningGroup, Membership, Practice
from referrals.hidas_generator.prices import Price
from referrals.hidas_generator.reference import Reference, synthetic
from referrals.models import Provider, Reconciliation, Specialty, Tariff

JOINED = dt.date(2005, 4, 1)
SOURCE = "Made up for benchmarks"
STILL_OPEN_FOR = dt.timedelta(days=3_650)


def prepare_reference(pct: PCT, months: Sequence[Month], practices: int = 19) -> Reference:
    """Write what a file of `months` refers to and return it: `practices` in one group of the PCT, two that
    leave it, two in no group.

    All months of the file stay open for ten years; the old month before them has the usual dates. A second
    call writes nothing twice.
    """
    about = synthetic(months, practices)
    group, _ = CommissioningGroup.objects.get_or_create(
        slug=f"benchmark-{pct.ods_code.lower()}", defaults={"pct": pct, "name": f"Benchmark group of {pct}"}
    )
    _write_practices(about, group)
    Provider.objects.bulk_create(
        [Provider(ods_code=code, name=f"Trust {code}") for code in about.providers], ignore_conflicts=True
    )
    Specialty.objects.bulk_create(
        [Specialty(code=code, name=f"Treatment function {code}") for code in about.specialties],
        ignore_conflicts=True,
    )
    Tariff.objects.bulk_create([_tariff(price) for price in about.prices], ignore_conflicts=True)
    Reconciliation.objects.bulk_create([_open(pct, month) for month in months], ignore_conflicts=True)
    return about


def _write_practices(about: Reference, group: CommissioningGroup) -> None:
    """The practices; the first of those leaving closes, the others leave the group."""
    leaving = {surgery.ods: surgery.gone_on for surgery in about.leaving}
    closing = about.leaving[0].ods
    codes = [*about.ours, *leaving, *about.strangers]
    Practice.objects.bulk_create(
        [
            Practice(
                ods_code=code,
                name=f"Surgery {code}",
                opened_on=JOINED,
                closed_on=leaving[code] if code == closing else None,
            )
            for code in codes
        ],
        ignore_conflicts=True,
    )
    ids = dict(Practice.objects.filter(ods_code__in=codes).values_list("ods_code", "pk"))
    members = set(Membership.objects.filter(group=group).values_list("practice", flat=True))
    Membership.objects.bulk_create(
        Membership(
            group=group,
            practice_id=ids[code],
            joined_on=JOINED,
            left_on=None if code == closing else leaving.get(code),
        )
        for code in [*about.ours, *leaving]
        if ids[code] not in members
    )


def _tariff(price: Price) -> Tariff:
    return Tariff(
        year=price.year,
        hrg=price.hrg,
        pod=price.pod,
        price=Decimal(price.pence).scaleb(-2),
        trim_point=price.trim_point,
        excess_bed_day_price=Decimal(price.bed_day_pence or 0).scaleb(-2),
        source=SOURCE,
        is_simulated=True,
    )


def _open(pct: PCT, month: Month) -> Reconciliation:
    """Dates that lie far ahead."""
    final = month.last + STILL_OPEN_FOR
    return Reconciliation(pct=pct, month=month.first, first_on=final - dt.timedelta(days=30), final_on=final)
