"""The command, what it reads from the database, and the benchmark's database."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from daccom.calendar import Month
from practices.models import PCT, Membership, Practice
from referrals.hidas_generator.from_database import reference_of, unpriced_years
from referrals.hidas_generator.reference import Surgery, months_between, synthetic
from referrals.models import Provider, Reconciliation, Specialty, Tariff
from script.support.generated_reference import prepare_reference

pytestmark = pytest.mark.django_db
MONTHS = months_between(Month.parse("2008-10"), Month.parse("2009-01"))
RANGE = "2008-10..2009-01"


@pytest.fixture
def herts() -> PCT:
    """A PCT with nothing but what the benchmark needs."""
    pct = PCT.objects.create(ods_code="5P4", name="West Hertfordshire PCT")
    prepare_reference(pct, MONTHS, 5)
    return pct


def run(*arguments) -> str:
    out = StringIO()
    call_command("generate_hidas", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_the_benchmarks_database_says_what_its_reference_says(herts):
    found, wanted = reference_of(herts, MONTHS), synthetic(MONTHS, 5)
    assert dataclasses.replace(found, prices=()) == dataclasses.replace(wanted, prices=())
    assert set(found.prices) == set(wanted.prices)


def test_preparing_twice_writes_nothing_twice(herts):
    def counts():
        return [model.objects.count() for model in (Practice, Membership, Provider, Specialty, Tariff)]

    before = counts()
    prepare_reference(herts, MONTHS, 5)
    assert counts() == before


def test_the_files_months_stay_open_and_the_old_one_has_the_usual_dates(herts):
    assert set(Reconciliation.objects.values_list("month", flat=True)) == {month.first for month in MONTHS}


def test_the_command_writes_the_file_and_its_answers(herts, tmp_path):
    told = run(tmp_path / "x.csv", "--rows", 500, "--months", RANGE, "--answers", tmp_path / "x.json")
    assert told == "Rows: 500, planted errors: 10, damaged values: 0.\n"
    assert len(json.loads((tmp_path / "x.json").read_text())["answers"]) == 10
    assert len((tmp_path / "x.csv").read_text().splitlines()) == 501


def test_a_year_without_a_tariff_is_named(herts, tmp_path):
    Tariff.objects.filter(year=2008).delete()
    assert "No tariff for 2008/09" in run(tmp_path / "x.csv", "--rows", 10, "--months", RANGE)
    assert unpriced_years(MONTHS) == [2008]


def test_made_up_practices_need_no_database(tmp_path):
    run(tmp_path / "x.csv", "--rows", 10, "--synthetic", 3, "--gzip", "--months", "2009-01")
    assert (tmp_path / "x.csv").read_bytes()[:2] == b"\x1f\x8b"


def test_a_practice_that_left_is_used_until_it_left_and_one_that_came_late_not_at_all(herts):
    Membership.objects.filter(practice__ods_code="Y00001").update(left_on=dt.date(2008, 12, 5))
    Membership.objects.filter(practice__ods_code="Y00002").update(joined_on=dt.date(2008, 12, 5))
    about = reference_of(herts, MONTHS)
    assert about.ours == ("Y00003", "Y00004", "Y00005")
    assert Surgery("Y00001", dt.date(2008, 12, 5)) in about.leaving
    assert "Y00002" not in about.strangers


def test_a_practice_that_came_back_is_not_used(herts):
    member = Membership.objects.get(practice__ods_code="Y00001")
    Membership.objects.filter(pk=member.pk).update(left_on=dt.date(2008, 11, 5))
    Membership.objects.create(practice=member.practice, group=member.group, joined_on=dt.date(2009, 1, 2))
    about = reference_of(herts, MONTHS)
    assert "Y00001" not in {*about.ours, *(surgery.ods for surgery in about.leaving)}


def test_which_pct_must_be_said_when_there_are_two(herts, tmp_path):
    PCT.objects.create(ods_code="5P3", name="East and North Hertfordshire PCT")
    with pytest.raises(CommandError, match="Say which PCT"):
        run(tmp_path / "x.csv")
    assert "Rows: 10," in run(tmp_path / "x.csv", "--rows", 10, "--pct", "5P4", "--months", RANGE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--pct", "5ZZ"], "There is no PCT 5ZZ"),
        (["--rows", "-1"], "number of rows is not negative"),
        (["--seed", "-1"], "seed is not negative"),
        (["--months", "2009-13"], "are no months"),
        (["--months", "January"], "write them as"),
        (["--error-rate", "0.5"], "from 0 to 0.2"),
    ],
)
def test_a_wrong_order_is_refused_in_words(herts, tmp_path, arguments, said):
    with pytest.raises(CommandError, match=said):
        run(tmp_path / "x.csv", *arguments)


def test_a_folder_that_is_not_there_is_refused_in_words(herts, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nowhere" / "x.csv", "--months", RANGE)
