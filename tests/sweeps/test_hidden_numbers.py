"""Two worlds that differ only in what a reader may not know look the same on every page and in every file.

Alder and Cedar have few events in some months. What they have together, what all others have and what it
costs is the same in both worlds; which of the two has how many is not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from daccom.calendar import Month
from practices.models import Practice, User
from programmes.services.snapshots import take_snapshot
from referrals.models import Measure, MonthFact, Specialty
from referrals.selectors.facts import months_between
from tests.cast import make_practice
from tests.referrals.builders import JANUARY, make_return, make_specialty
from tests.referrals.builders_facts import make_activity, make_fact, make_list, make_reference
from tests.sweeps.access import SignedIn

NOVEMBER = Month(dt.date(2008, 11, 1))
FEW = [Month(dt.date(2008, 1, 1)), NOVEMBER, JANUARY]
"""The months of few events; in the others there are many."""
PODS = ("EL", "DC", "NEL", "NELST", "OPFA", "OPFUP", "OPPROC", "AE")
ALDER = ((3, 1, 2, 50, 3, 0, 4, 3, 1, 2), (5, 2, 4, 48, 5, 0, 2, 5, 3, 3))
CEDAR = ((9, 9, 8, 50, 9, 0, 10, 17, 9, 9), (7, 8, 6, 52, 7, 0, 12, 15, 7, 8))
"""In one world and in the other: referrals, first attendances from a consultant, and each of PODS."""


def fill(cast: SignedIn, world: int) -> list[Practice]:
    make_reference(cast.pct)
    names = ("Cedar", "Dogwood", "Elm")
    cedar, *others = (
        make_practice(f"{name} Surgery", f"E8291{place}", cast.dacorum) for place, name in enumerate(names)
    )
    few = {cast.alder: ALDER[world], cedar: CEDAR[world]}
    practices = [cast.alder, cast.birch, cedar, *others]
    specialty = make_specialty(is_high_volume=True)
    for place, practice in enumerate(practices):
        make_list(practice)
        for month in months_between(Month(dt.date(2007, 11, 1)), JANUARY):
            many = (70 + place * 9, 10, *(60 + place * 7 + pod * 3 for pod in range(len(PODS))))
            counts = few.get(practice, many) if month in FEW else many
            fill_month(practice, month, specialty, counts, cast.alice)
    take_snapshot(group=cast.dacorum, month=NOVEMBER)
    return practices


def fill_month(
    practice: Practice, month: Month, specialty: Specialty, counts: tuple[int, ...], by: User
) -> None:
    referrals, asked, *events = counts
    activity = dict(zip(PODS, events, strict=True))
    costs = {f"{pod.lower()}_cost": 5000 for pod in PODS}
    if month in FEW:
        make_return(practice, month, "submitted", counts={specialty: (referrals, 0)}, by=by)
        MonthFact.objects.filter(practice=practice, month=month.first).delete()
    challenged = {"challenges": asked, "challenges_open": asked, "challenged_gross": 900, "open_gross": 900}
    make_fact(practice, month, referrals, activity, **costs, **challenged)
    make_activity(practice, "OPFA", activity["OPFA"], month, specialty, cost=1000, from_consultant=asked)
    make_activity(practice, "OPFUP", activity["OPFUP"], month, specialty, cost=1000)


def addresses(month: Month, practices: list[Practice]) -> Iterator[str]:
    """Every page of the month that counts events, and what it leads to."""
    place = {"group": "daccom", "month": month}
    for measure in (Measure.REFERRALS, Measure.ELECTIVE):
        for span in ("month", "quarter"):
            yield reverse("referrals:rates", kwargs=place) + f"?measure={measure}&span={span}"
        yield reverse("referrals:run-chart", kwargs={**place, "measure": measure})
        chart = {**place, "measure": measure, "ods": practices[0].ods_code}
        yield reverse("referrals:run-chart-practice", kwargs=chart)
    for route in ("pods", "specialties", "outpatients", "reduction"):
        yield reverse(f"referrals:activity-{route}", kwargs=place)
    for practice in (practices[0], practices[2]):
        own = {**place, "ods": practice.ods_code}
        yield reverse("referrals:rates-practice", kwargs=own)
        yield reverse("programmes:practice-dashboard", kwargs=own)
    yield reverse("programmes:dashboard", kwargs=place)
    yield reverse("programmes:dashboard", kwargs=place) + "?figures=today"
    yield reverse("referrals:run-charts", kwargs=place)
    yield reverse("budgets:hospital", kwargs=place)


NOISE = re.compile(r'csrfmiddlewaretoken" value="[^"]*"')


def read(client: Client, practices: list[Practice]) -> dict[str, str]:
    """Each page and each of its tables as a file, without what is new in every answer."""
    found = {}
    for month in (JANUARY, NOVEMBER):
        for address in addresses(month, practices):
            page = client.get(address)
            assert page.status_code == 200, address
            found[address] = NOISE.sub("", page.content.decode())
            for link in re.findall(r'href="([^"]*as=csv[^"]*)"', found[address]):
                file = client.get(link.replace("&amp;", "&"))
                found[link] = b"".join(file.streaming_content if file.streaming else [file.content]).decode()
    return found


@pytest.mark.parametrize("person", ["erin", "charlie"])
def test_what_is_left_out_follows_from_nothing(cast: SignedIn, person: str) -> None:
    worlds = []
    for world in (0, 1):
        with transaction.atomic():
            practices = fill(cast, world)
            worlds.append(read(cast.client(person), practices))
            transaction.set_rollback(True)
    one, other = worlds
    assert [address for address in one if one[address] != other.get(address)] == []
    assert any("as=csv" in address for address in one)
