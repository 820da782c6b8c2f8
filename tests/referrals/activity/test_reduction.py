"""The eight specialties against 10% fewer than in the same months of the year before."""

from __future__ import annotations

import datetime as dt

import pytest

from daccom.calendar import Month
from referrals.models import Specialty
from referrals.selectors.measure_rates import known_facts
from referrals.selectors.reduction import reductions
from referrals.spans import MONTH, YEAR, Span
from referrals.specialty_tables import reduction_table, reduction_words
from tests.referrals.builders import JANUARY, make_specialties
from tests.referrals.builders_facts import make_activity, make_fact, make_referrals

BEFORE = Month(dt.date(2008, 1, 1))


@pytest.fixture
def three(cast):
    """Three of the eight."""
    made = make_specialties()
    Specialty.objects.update(is_high_volume=True)
    return made


def sent(practice, month, specialties, counts):
    """What a practice referred in a month, by specialty."""
    make_fact(practice, month, referrals=sum(counts), activity={})
    for specialty, count in zip(specialties, counts, strict=True):
        make_referrals(practice, count, month, specialty)


def find(cast, kind=MONTH, user="erin", practice=None):
    span = Span(kind, JANUARY)
    known = known_facts(group=cast.dacorum, user=cast[user], spans=[span], since=BEFORE)
    return reductions(known, span=span, user=cast[user], practice=practice)


def both(cast, three):
    """Alder and Birch in both years: surgery falls by a tenth, bones by less, skin rises."""
    for practice in (cast.alder, cast.birch):
        sent(practice, BEFORE, three, (100, 100, 100))
        sent(practice, JANUARY, three, (90, 95, 120))


def test_ten_per_cent_fewer_is_reached(cast, three):
    both(cast, three)
    referrals = find(cast)[0]
    assert [line.now for line in referrals.lines] == [180, 190, 240]
    assert [line.change for line in referrals.lines] == [-10, -5, 20]
    assert [line.is_met for line in referrals.lines] == [True, False, False]
    assert (referrals.compared, referrals.expected, referrals.met) == (2, 2, 1)


def test_a_month_counts_on_both_sides_or_on_neither(cast, three):
    both(cast, three)
    cast.birch.facts.filter(month=BEFORE.first).update(
        referrals=None, elective_referrals=None, unscheduled_referrals=None
    )
    referrals = find(cast)[0]
    assert (referrals.compared, referrals.before, referrals.now) == (1, 300, 310)


def test_figures_are_rounded_where_not_all_are_compared(cast, three):
    both(cast, three)
    cast.birch.facts.filter(month=BEFORE.first).delete()
    referrals = find(cast)[0]
    assert referrals.is_rounded
    assert [line.now for line in referrals.lines] == [90, 100, 120]
    assert "rounded to ten" in reduction_words(referrals)


def test_the_words_say_how_much_is_compared(cast, three):
    both(cast, three)
    words = reduction_words(find(cast)[0])
    assert "Referrals: 610 against 600 in the same months of the year before, 1.7% more" in words
    assert "2 of 2 practice-months are known in both years" in words


def test_fewer_is_said(cast, three):
    sent(cast.alder, BEFORE, three, (100, 100, 100))
    sent(cast.alder, JANUARY, three, (50, 50, 50))
    assert "50.0% fewer" in reduction_words(find(cast, user="alice", practice=cast.alder)[0])


def test_nothing_before_is_nothing_to_compare(cast, three):
    sent(cast.alder, JANUARY, three, (90, 95, 120))
    referrals = find(cast)[0]
    assert (referrals.change, referrals.lines[0].change, referrals.lines[0].is_met) == (None, None, None)
    assert "there is nothing to compare" in reduction_words(referrals)
    assert reduction_table(referrals, "key", "January", False).rows[0][4].words == "not known"


def test_first_attendances_are_the_other_way_to_count(cast, three):
    for month, events in ((BEFORE, 100), (JANUARY, 80)):
        make_fact(cast.alder, month, activity={"OPFA": events})
        make_activity(cast.alder, "OPFA", events, month, three[0])
        make_activity(cast.alder, "OPFUP", 200, month, three[0])
    first = find(cast, user="alice", practice=cast.alder)[1]
    assert (first.lines[0].before, first.lines[0].now, first.lines[0].is_met) == (100, 80, True)


def test_small_numbers_of_the_group_are_left_out(cast, three):
    sent(cast.alder, BEFORE, three, (100, 100, 100))
    sent(cast.alder, JANUARY, three, (4, 95, 120))
    lines = find(cast)[0].lines
    assert [line.hidden for line in lines] == [True, True, False]
    assert (lines[0].change, lines[0].is_met) == (None, None)
    assert reduction_table(find(cast)[0], "key", "January", False).rows[0][1].words == "not shown"


def test_ones_own_practice_sees_every_number(cast, three):
    sent(cast.alder, BEFORE, three, (100, 100, 100))
    sent(cast.alder, JANUARY, three, (4, 95, 120))
    own = find(cast, user="alice", practice=cast.alder)[0]
    assert [line.now for line in own.lines] == [4, 95, 120]
    assert not own.is_rounded


def test_the_year_counts_its_months(cast, three):
    both(cast, three)
    assert find(cast, YEAR)[0].expected == 20
