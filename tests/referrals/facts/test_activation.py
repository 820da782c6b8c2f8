"""Facts follow what becomes current: also of practices that only the version before had."""

from __future__ import annotations

import pytest

from referrals.models import ActivityFact, MonthFact
from referrals.services.facts import keys_of_loads
from tests.referrals.builders import DECEMBER, JANUARY
from tests.referrals.builders_extracts import accepted, checked
from tests.referrals.hidas.files import csv_file, january, row

pytestmark = pytest.mark.usefixtures("facts_agree")
BIRCH, OAK = "E82902", "E82903"


def emergencies(practice, month=JANUARY) -> int:
    fact = MonthFact.objects.filter(practice=practice, month=month.first).first()
    return fact.nel_activity if fact else -1


def test_a_first_version_is_counted(places):
    checked(places.pct, csv_file([*january(2), row(3, practice_code=BIRCH)]))
    assert [emergencies(places.alder), emergencies(places.birch)] == [2, 1]


def test_a_practice_that_only_the_old_version_had_is_counted_again(places):
    checked(places.pct, csv_file([row(1), row(2, practice_code=BIRCH)]))
    checked(places.pct, csv_file([row(1), row(3, practice_code=OAK)]))
    assert [emergencies(practice) for practice in (places.alder, places.birch, places.oak)] == [1, 0, 1]
    assert not ActivityFact.objects.filter(practice=places.birch).exists()


def test_months_of_the_file_are_counted_each(places):
    dates = {"admission_date": "2008-12-04", "discharge_date": "2008-12-11"}
    checked(places.pct, csv_file([row(1), row(2, **dates)]))
    assert [emergencies(places.alder, month) for month in (DECEMBER, JANUARY)] == [1, 1]


def test_what_waits_for_a_decision_counts_nowhere(places):
    extract = checked(places.pct, csv_file([row(1), row(2, total_cost="twelve")]))
    assert extract.status == "checked"
    assert emergencies(places.alder) == -1
    accepted(extract)
    assert emergencies(places.alder) == 1


def test_the_loads_of_a_file_name_their_practices_and_months(places, django_assert_num_queries):
    extract = checked(places.pct, csv_file([row(1), row(2, practice_code=BIRCH)]))
    loads = list(extract.loads.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        found = keys_of_loads(loads)
    assert found == {(places.alder.pk, JANUARY.first), (places.birch.pk, JANUARY.first)}
