"""A measure of each practice beside the group: rates, standings, what is missing and what is hidden."""

from __future__ import annotations

import datetime as dt

import pytest

from daccom.calendar import Month
from practices.models import ListSize, Membership
from referrals.models import Measure, PointOfDelivery, ReferenceEvents
from referrals.selectors.hiding import POD_MEASURE
from referrals.selectors.measure_rates import known_facts, measure_rates
from referrals.spans import MONTH, QUARTER, YEAR, Span
from referrals.statistics import Verdict, standardised_ratio
from tests.cast import make_practice
from tests.referrals.builders import DECEMBER, JANUARY
from tests.referrals.builders_facts import make_fact, make_facts, make_list, make_reference

APRIL = Month(dt.date(2008, 4, 1))


@pytest.fixture
def lists(cast):
    """Alder: 4,000 young and 1,000 old men and women; Birch: 2,000 and 3,000."""
    make_list(cast.alder)
    make_list(cast.birch, 2_000, 3_000)
    make_reference(cast.pct)


def find(cast, measure=Measure.REFERRALS, kind=MONTH, user="erin", month=JANUARY):
    return measure_rates(group=cast.dacorum, user=cast[user], measure=measure, span=Span(kind, month))


def row(found, practice):
    return next(one for one in found.rows if one.practice == practice)


def test_each_practice_beside_the_group(cast, lists):
    make_fact(cast.alder, referrals=100)
    make_fact(cast.birch, referrals=300)
    found = find(cast)
    assert [one.rate for one in found.rows] == [20, 60]
    assert (found.rate, found.counted, found.patients) == (40, 400, 10_000)


def test_expectations_follow_age_and_sex_and_come_to_the_groups(cast, lists):
    make_fact(cast.alder, referrals=100)
    make_fact(cast.birch, referrals=300)
    alder, birch = (row(find(cast), practice).standing for practice in (cast.alder, cast.birch))
    assert (alder.expected, birch.expected) == pytest.approx((400 * 800 / 2200, 400 * 1400 / 2200))
    assert alder.ratio == pytest.approx(100 / (400 * 800 / 2200))
    assert (alder.verdict, birch.verdict) == (Verdict.LOW_001, Verdict.HIGH_025)


def test_the_standing_is_that_of_the_formula(cast, lists):
    make_fact(cast.alder, referrals=100)
    make_fact(cast.birch, referrals=300)
    alder, scale = row(find(cast), cast.alder), 400 / 2200
    one = standardised_ratio(100, [4_000, 1_000], [1_000 * scale, 4_000 * scale], [10_000, 10_000])
    standing = alder.standing
    assert (standing.ratio, standing.lower, standing.upper) == pytest.approx(
        (one.ratio, one.lower, one.upper)
    )
    assert alder.standardised_rate == pytest.approx(one.ratio * 40)


def test_a_group_of_one_is_as_expected(cast, lists):
    make_fact(cast.alder, referrals=100)
    standing = row(find(cast), cast.alder).standing
    assert (standing.ratio, standing.verdict) == (1, Verdict.NOT_SIGNIFICANT)
    assert find(cast).spread is None


def test_points_of_delivery_are_added(cast, lists):
    make_fact(cast.alder, activity={"EL": 20, "DC": 30})
    assert row(find(cast, Measure.ELECTIVE), cast.alder).rate == 10


def test_money_is_per_patient_and_has_no_standing(cast, lists):
    make_fact(cast.alder, activity={"AE": 500})
    make_fact(cast.birch, activity={"AE": 500})
    found = find(cast, Measure.ACUTE_COST)
    assert [one.rate for one in found.rows] == [10, 10]
    assert (found.reference, found.rows[0].standing, found.rows[0].finding) == (None, None, "")


def test_no_return_is_missing_not_nought(cast, lists):
    make_fact(cast.birch, referrals=300)
    alder = row(find(cast), cast.alder)
    assert (alder.observed, alder.rate, alder.standing, alder.why_not) == (None, None, None, "no return")
    assert find(cast).rate == 60
    assert find(cast).missing == [alder]


def test_no_activity_is_missing_not_nought(cast, lists):
    make_fact(cast.alder, referrals=10)
    assert row(find(cast, Measure.EMERGENCY), cast.alder).why_not == "no activity posted"


def test_a_nil_return_is_nought(cast, lists):
    make_fact(cast.alder, referrals=0)
    make_fact(cast.birch, referrals=300)
    alder = row(find(cast), cast.alder)
    assert (alder.is_nil, alder.rate, alder.standing.verdict) == (True, 0, Verdict.LOW_001)
    assert (alder.is_withheld, alder.standardised_rate) == (True, None)


def test_nothing_in_the_whole_group_expects_nothing(cast, lists):
    make_fact(cast.alder, referrals=0)
    assert row(find(cast), cast.alder).standing is None


def test_without_a_list_there_is_no_rate(cast):
    make_reference(cast.pct)
    make_fact(cast.alder, referrals=100)
    alder, found = row(find(cast), cast.alder), find(cast)
    assert (alder.observed, alder.rate, alder.standing, alder.why_not) == (100, None, None, "no list size")
    assert (found.rate, found.list_words) == (None, "No list size is known.")


def test_without_a_reference_there_are_only_crude_rates(cast):
    make_list(cast.alder)
    make_fact(cast.alder, referrals=100)
    alder = row(find(cast), cast.alder)
    assert (alder.rate, alder.standing, find(cast).reference) == (20, None, None)


def test_a_reference_of_one_point_of_delivery_alone_does_not_do(cast):
    make_list(cast.alder)
    make_reference(cast.pct, ["EL"])
    make_fact(cast.alder, activity={"EL": 20, "DC": 30})
    assert find(cast, Measure.ELECTIVE).reference is None


def test_people_unknown_to_the_reference_expect_nothing(cast, lists):
    make_fact(cast.alder, referrals=100)
    make_fact(cast.birch, referrals=300)
    ListSize.objects.create(
        practice=cast.alder, as_at=dt.date(2008, 1, 1), sex="1", age_band="75+", patients=5, source="Test"
    )
    found = find(cast)
    assert row(found, cast.alder).standing is None
    assert row(found, cast.birch).standing.ratio == 1


@pytest.mark.parametrize(
    ("years", "chosen"), [((2006, 2007), 2007), ((2009, 2010), 2009), ((2007, 2010), 2007)]
)
def test_the_reference_is_the_latest_up_to_the_year(cast, years, chosen):
    for year in years:
        make_reference(cast.pct, ["OPFA"], year=year)
    assert find(cast).reference.year.start_year == chosen


def test_a_missing_month_does_not_lower_the_year(cast, lists):
    make_fact(cast.alder, DECEMBER, referrals=100)
    make_fact(cast.alder, JANUARY, referrals=50)
    alder = row(find(cast, kind=YEAR), cast.alder)
    assert (alder.observed, alder.rate) == (150, 15)
    assert (alder.months_known, alder.months_expected) == (2, 10)


def test_three_months_roll_over_the_years_end(cast, lists):
    months = Span(QUARTER, APRIL).months
    make_facts(cast.alder, months, referrals=50)
    assert [str(month) for month in months] == ["February 2008", "March 2008", "April 2008"]
    assert row(find(cast, kind=QUARTER, month=APRIL), cast.alder).observed == 150


def test_who_left_in_the_year_before_is_in_the_three_months(cast, lists):
    Membership.objects.filter(practice=cast.birch).update(left_on=dt.date(2008, 3, 1))
    make_facts(cast.birch, Span(QUARTER, APRIL).months, referrals=50)
    birch = row(find(cast, kind=QUARTER, month=APRIL), cast.birch)
    assert (birch.observed, birch.months_expected, birch.left) == (50, 1, "in the group up to February 2008")


def test_a_merged_practice_names_its_successor(cast, lists):
    cast.birch.closed_on, cast.birch.successor = dt.date(2008, 12, 31), cast.alder
    cast.birch.save()
    make_facts(cast.birch, [DECEMBER, JANUARY], referrals=50)
    birch = row(find(cast, kind=YEAR), cast.birch)
    assert (birch.observed, birch.left) == (50, "closed on 31 December 2008; now part of Alder Surgery")
    assert cast.birch not in [one.practice for one in find(cast).rows]


def test_closed_without_a_successor(cast, lists):
    cast.birch.closed_on = dt.date(2008, 12, 31)
    cast.birch.save()
    assert row(find(cast, kind=YEAR), cast.birch).left == "closed on 31 December 2008"


def test_small_numbers_show_to_their_own_practice_only(cast, lists):
    make_fact(cast.alder, referrals=3)
    make_fact(cast.birch, referrals=30)
    assert [one.observed for one in find(cast).rows] == [None, None]
    assert [one.observed for one in find(cast, user="alice").rows] == [3, 30]
    alder = find(cast).rows[0]
    assert (alder.rate, alder.standing, alder.finding, alder.why_not) == (None, None, "", "small number")


def test_a_hidden_month_hides_every_sum_it_is_in(cast, lists):
    make_fact(cast.alder, DECEMBER, referrals=3)
    make_facts(cast.birch, [DECEMBER, JANUARY], referrals=30)
    make_fact(cast.alder, JANUARY, referrals=40)
    assert [one.hidden for one in find(cast).rows] == [False, False]
    assert [one.hidden for one in find(cast, kind=YEAR).rows] == [True, True]


def test_a_small_part_leaves_its_whole(cast, lists):
    make_fact(cast.alder, activity={"EL": 3, "DC": 40})
    make_fact(cast.birch, activity={"EL": 30, "DC": 40})
    assert [one.hidden for one in find(cast, Measure.ELECTIVE).rows] == [False, False]


def test_every_point_of_delivery_belongs_to_one_measure():
    assert POD_MEASURE.keys() == set(PointOfDelivery.values)


def test_a_finding_in_words(cast, lists):
    make_fact(cast.alder, referrals=100)
    make_fact(cast.birch, referrals=300)
    assert row(find(cast), cast.alder).finding == "100 where 145.5 were expected: low (0.001)"


def test_verdicts_do_not_depend_on_the_practices_order(cast, lists):
    make_fact(cast.alder, referrals=100)
    make_fact(cast.birch, referrals=300)
    before = {one.practice.pk: one.standing.verdict for one in find(cast).rows}
    cast.alder.name = "Zinnia Surgery"
    cast.alder.save()
    after = find(cast).rows
    assert after[0].practice == cast.birch
    assert {one.practice.pk: one.standing.verdict for one in after} == before


def test_simulated_figures_say_so(cast, lists):
    make_fact(cast.alder, referrals=100)
    assert not find(cast).is_simulated
    ReferenceEvents.objects.update(is_simulated=True)
    make_fact(cast.birch, referrals=100, is_simulated=True)
    assert find(cast).is_simulated


@pytest.mark.parametrize("practices", [2, 30])
def test_four_queries_however_many_practices(cast, lists, django_assert_num_queries, practices):
    for number in range(practices):
        practice = make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum)
        make_list(practice)
        make_fact(practice, referrals=50)
    _ = cast.erin.access
    with django_assert_num_queries(4):
        find(cast)


def test_no_query_for_another_measure(cast, lists, django_assert_num_queries):
    spans = [Span(kind, JANUARY) for kind in (MONTH, QUARTER, YEAR)]
    known = known_facts(group=cast.dacorum, user=cast.erin, spans=spans)
    with django_assert_num_queries(0):
        measure_rates(
            group=cast.dacorum, user=cast.erin, measure=Measure.EMERGENCY, span=spans[0], known=known
        )


@pytest.mark.parametrize("few", [1, 5])
def test_how_much_practices_differ_tells_nothing_of_the_hidden(cast, lists, few):
    make_fact(cast.alder, referrals=few)
    make_fact(cast.birch, referrals=12 - few)
    for number, referrals in enumerate([100, 300]):
        practice = make_practice(f"Fern {number}", f"E8291{number}", cast.dacorum)
        make_list(practice)
        make_fact(practice, referrals=referrals)
    assert find(cast).spread.phi == pytest.approx(109.88, abs=0.01)


def test_with_one_practice_to_show_there_is_no_spread(cast, lists):
    make_fact(cast.alder, referrals=2)
    make_fact(cast.birch, referrals=100)
    assert find(cast, user="charlie").spread is None
