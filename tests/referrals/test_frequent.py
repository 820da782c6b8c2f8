"""Frequent admissions: who is on the list, and who is not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daccom.calendar import Month
from referrals.calculations.nhs_numbers import nhs_number_is_valid
from referrals.models import Episode, Load
from referrals.selectors.frequent import HOW_MANY, newest_month, not_countable, place_of, ranking
from referrals.selectors.frequent_counts import group_counts
from referrals.selectors.frequent_patients import number_behind, practice_list
from referrals.selectors.numbers import IsValidNumber
from referrals.selectors.roster import roster
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_load, make_provider
from tests.referrals.builders_frequent import make_admissions, make_care_plan, next_number

FEBRUARY_2008 = Month(dt.date(2008, 2, 1))


def rank(cast, month=JANUARY):
    return ranking(practices=[cast.alder, cast.birch], month=month)


def admissions(cast, month=JANUARY):
    return sorted(rank(cast, month).listed.values(), reverse=True)


def own(cast, practice=None):
    return practice_list(practice=practice or cast.alder, ranked=rank(cast))


def test_spells_are_counted_not_episodes(cast):
    number = next_number()
    make_admissions(cast.alder, 3, number, spell_id="S1")
    make_admissions(cast.alder, 1, number, spell_id="S2")
    assert admissions(cast) == [2]


def test_two_hospitals_may_use_the_same_spell_number(cast):
    number = next_number()
    make_admissions(cast.alder, 1, number, spell_id="S1")
    make_admissions(cast.alder, 1, number, spell_id="S1", provider=make_provider("RC9", "Luton"))
    assert admissions(cast) == [2]


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"pod": "NEL"}, True),
        ({"pod": "NELST"}, True),
        ({"admission_method": "21"}, True),
        ({"admission_method": "28"}, True),
        ({"admission_method": "31"}, False),
        ({"admission_method": "81"}, False),
        ({"admission_method": "11"}, False),
        ({"pod": "EL"}, False),
        ({"pod": "AE"}, False),
    ],
)
def test_only_emergencies_count(cast, fields, counts):
    make_admissions(cast.alder, 2, **fields)
    assert admissions(cast) == ([2] if counts else [])


def test_the_year_rolls(cast):
    number = next_number()
    make_admissions(cast.alder, 2, number, FEBRUARY_2008)
    assert admissions(cast, JANUARY) == [2]
    assert admissions(cast, JANUARY.next()) == []
    assert admissions(cast, FEBRUARY_2008.previous()) == []


def test_a_single_admission_is_not_frequent(cast):
    make_admissions(cast.alder, 1)
    assert admissions(cast) == []


def test_all_with_as_many_as_the_fiftieth_are_kept(cast):
    for _ in range(HOW_MANY - 1):
        make_admissions(cast.alder, 3)
    for _ in range(2):
        make_admissions(cast.birch, 2)
    assert len(rank(cast).listed) == HOW_MANY + 1
    assert rank(cast).fewest == 2


def test_who_has_fewer_than_the_fiftieth_is_not_on_it(cast):
    for _ in range(HOW_MANY):
        make_admissions(cast.alder, 3)
    make_admissions(cast.birch, 2)
    assert len(rank(cast).listed) == HOW_MANY
    assert rank(cast).fewest == 3


@pytest.mark.parametrize("departed", ["deceased", "moved_away"])
def test_who_has_gone_leaves_and_the_next_moves_up(cast, departed):
    for _ in range(HOW_MANY):
        make_admissions(cast.alder, 3)
    number = make_admissions(cast.alder, 4)[0].nhs_number
    make_admissions(cast.birch, 2)
    make_care_plan(cast.alder, number, departed=departed)
    assert admissions(cast) == [3] * HOW_MANY
    assert [patient.nhs_number for patient in own(cast).gone] == [number]


def test_a_number_that_fails_its_check_digit_is_not_counted_but_said(cast):
    make_admissions(cast.alder, 3, "1234567890")
    make_admissions(cast.alder, 2, "")
    make_admissions(cast.birch, 4, "")
    make_admissions(cast.alder, 2)
    assert admissions(cast) == [2]
    year = rank(cast).year
    assert not_countable(year, [cast.alder]) == 5
    assert not_countable(year, [cast.alder, cast.birch]) == 9


@given(st.lists(st.one_of(st.from_regex(r"[0-9]{0,10}", fullmatch=True), st.text(max_size=10)), max_size=9))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_judges_numbers_as_we_do(cast, texts):
    with transaction.atomic():
        texts = [text.replace("\x00", "") for text in texts] + [next_number(), "9434765910"]
        rows = [make_episode(cast.alder, nhs_number=text) for text in texts]
        valid = Episode.objects.filter(IsValidNumber("nhs_number")).values_list("pk", flat=True)
        assert set(valid) == {row.pk for row in rows if nhs_number_is_valid(row.nhs_number)}
        transaction.set_rollback(True)


def test_a_practice_stands_in_its_group_of_the_month(cast):
    assert place_of(cast.alder.ods_code, JANUARY).practices == [cast.alder, cast.birch]
    assert place_of(cast.alder.ods_code, Month(dt.date(2006, 3, 1))) is None


def test_a_practice_that_had_closed_is_not_ranked(cast):
    type(cast.birch).objects.filter(pk=cast.birch.pk).update(closed_on=dt.date(2008, 12, 31))
    assert place_of(cast.alder.ods_code, JANUARY).practices == [cast.alder]


def test_replaced_versions_do_not_count(cast):
    old = make_load(cast.pct, status=Load.Status.SUPERSEDED, version=3)
    make_admissions(cast.alder, 5, load=old)
    assert admissions(cast) == []


def test_a_practice_gets_its_own_patients_only(cast):
    ours = make_admissions(cast.alder, 3)[0].nhs_number
    make_admissions(cast.birch, 5)
    assert [patient.nhs_number for patient in own(cast).patients] == [ours]
    assert {episode.practice_id for episode in own(cast).episodes} == {cast.alder.pk}


def test_a_patient_of_two_practices_counts_in_each(cast):
    number = next_number()
    make_admissions(cast.alder, 3, number)
    make_admissions(cast.birch, 2, number)
    assert rank(cast).listed == {(cast.alder.pk, number): 3, (cast.birch.pk, number): 2}
    assert own(cast, cast.birch).patients[0].admissions == 2


def test_what_a_practice_sees_of_a_patient(cast):
    number = next_number()
    first = make_episode(
        cast.alder, DECEMBER, "100.00", nhs_number=number, spell_id="A", admission_date=dt.date(2008, 12, 2)
    )
    second = make_episode(
        cast.alder, nhs_number=number, spell_id="B", admission_date=dt.date(2009, 1, 5), total_cost="50.50"
    )
    third = make_episode(
        cast.alder, nhs_number=number, spell_id="B", admission_date=dt.date(2009, 1, 7), total_cost="9.00"
    )
    (patient,) = own(cast).patients
    assert patient.dates == [dt.date(2009, 1, 5), dt.date(2008, 12, 2)]
    assert (patient.admissions, str(patient.cost), patient.pk) == (2, "159.50", third.pk)
    assert patient.providers == ["West Hertfordshire Hospitals NHS Trust"]
    assert (patient.status, patient.edition, patient.departed) == ("missing", 0, "")
    assert {first.pk, second.pk} < {episode.pk for episode in patient.episodes}


def test_a_row_leads_to_its_number_inside_the_practice_alone(cast):
    row = make_admissions(cast.alder, 2)[0]
    assert number_behind(cast.alder, row.pk) == row.nhs_number
    assert number_behind(cast.birch, row.pk) == ""


def counts(cast, user="erin"):
    listed = roster(group=cast.dacorum, month=JANUARY, user=cast[user])
    return group_counts(roster=listed, ranked=rank(cast))


def fill(cast, alder=12, birch=8):
    """Patients of both practices; every other one of Alder's has an agreed plan."""
    for place in range(alder):
        number = make_admissions(cast.alder, 2)[0].nhs_number
        if place % 2:
            make_care_plan(cast.alder, number, status="agreed")
    for _ in range(birch):
        make_admissions(cast.birch, 2)


def test_the_group_gets_numbers(cast):
    fill(cast)
    found = counts(cast)
    assert [(row.practice.name, row.patients, row.hidden) for row in found.practices] == [
        ("Alder Surgery", 12, False),
        ("Birch Surgery", 8, False),
    ]
    assert [(row.label, row.patients, row.hidden) for row in found.statuses] == [
        ("Missing", 14, False),
        ("Drafted", 0, False),
        ("Agreed", 6, False),
        ("Reviewed", 0, False),
    ]
    assert (found.patients, found.fewest, found.not_countable) == (20, 2, 0)


def test_small_numbers_and_what_would_give_them_away_are_hidden(cast):
    fill(cast, alder=4, birch=8)
    found = counts(cast)
    assert [row.hidden for row in found.practices] == [True, True]
    assert [row.label for row in found.statuses if row.hidden] == ["Missing", "Agreed"]


def test_a_practice_reads_its_own_small_number(cast):
    fill(cast, alder=4, birch=8)
    assert [row.hidden for row in counts(cast, "alice").practices] == [False, False]


def test_a_few_that_cannot_be_counted_are_not_numbered_for_the_group(cast):
    make_admissions(cast.alder, 3, "")
    assert counts(cast).not_countable is None


def test_the_newest_month_is_that_of_the_last_load(cast):
    assert newest_month(cast.dacorum) is None
    make_load(cast.pct, month=DECEMBER)
    make_load(cast.pct, month=JANUARY, status=Load.Status.STAGED, version=None, loaded_at=None)
    assert newest_month(cast.dacorum) == DECEMBER


def test_two_queries_rank_and_one_lists(cast, django_assert_num_queries):
    make_admissions(cast.alder, 3)
    with django_assert_num_queries(2):
        ranked = rank(cast)
    with django_assert_num_queries(1):
        practice_list(practice=cast.alder, ranked=ranked)
