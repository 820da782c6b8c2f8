"""Run charts of a group and of its practices: what is drawn, what is missing, and in which words."""

from __future__ import annotations

import datetime as dt

import pytest

from daccom.calendar import Month
from practices.models import Membership
from referrals.calculations.stretches import run_chart
from referrals.models import Measure, MonthFact
from referrals.run_pictures import flagged_notes, flagged_rebases, months_export, picture
from referrals.run_rows import measure_rows, practice_rows, rows_export
from referrals.run_words import assurance_words, empty_words, sentence, state_words, what
from referrals.selectors.run_charts import (
    MISSING,
    SMALL,
    Series,
    group_series,
    hidden_months,
    history,
    merged_into,
    practice_series,
)
from referrals.selectors.run_months import months_shown
from tests.cast import make_practice
from tests.referrals.builders import DECEMBER, JANUARY
from tests.referrals.builders_facts import make_fact, make_list
from tests.referrals.builders_outliers import TWO_YEARS, make_note, make_rebase, two_years

HIGH = [100, 110] * 11 + [105, 190]
APRIL_2008 = Month(dt.date(2008, 4, 1))


@pytest.fixture
def read(cast):
    """`read("erin")`: the history of January as Erin reads it."""

    def of(name="erin", month=JANUARY):
        return history(group=cast.dacorum, month=month, user=cast[name])

    return of


def chart_of(found, practice, measure=Measure.REFERRALS):
    return practice_series(found, measure, practice, hidden_months(found, measure))


def test_a_chart_begins_two_years_before_the_year_in_view():
    assert months_shown(JANUARY)[0] == Month(dt.date(2006, 4, 1))
    assert len(months_shown(JANUARY)) == 34


def test_a_practice_is_drawn_as_it_counts(cast, read):
    two_years(cast.alder, HIGH)
    series = chart_of(read(), cast.alder)
    assert series.value_now == 190
    assert series.chart.points[-1].rule == "outside"
    assert state_words(series) == "above the upper limit"
    assert sentence(series, "Alder").startswith("Alder: 190 in January 2009, above the upper limit. The mean")


def test_where_fewer_are_better_it_says_which_way(cast, read):
    make_list(cast.alder)
    for place, month in enumerate(TWO_YEARS):
        make_fact(cast.alder, month, activity={"AE": 190 if month == JANUARY else 100 + place % 2 * 10})
    series = chart_of(read(), cast.alder, Measure.A_AND_E)
    assert series.improvement == "down"
    assert state_words(series) == "above the upper limit (for the worse)"
    assert assurance_words(series).startswith("No target is set")


def test_referrals_are_neutral(cast, read):
    two_years(cast.alder)
    series = chart_of(read(), cast.alder)
    assert series.improvement == "neutral"
    assert assurance_words(series) == "There is no target, so the chart cannot say whether one will be met."


def test_a_month_without_a_return_is_named_as_missing(cast, read):
    two_years(cast.alder, [*[100, 110] * 11, None, 105])
    series = chart_of(read(), cast.alder)
    assert series.chart.gaps == (DECEMBER,)
    assert series.why[DECEMBER] == MISSING
    assert "Without a point: December 2008." in sentence(series, "Alder")


def test_a_missing_last_month_is_no_nought(cast, read):
    two_years(cast.alder, [*[100, 110] * 11, 105, None])
    series = chart_of(read(), cast.alder)
    assert series.value_now is None
    assert state_words(series) == "missing: no return is in"
    assert practice_rows(read(), Measure.REFERRALS, str)[0].value == "–"


def test_a_nil_return_is_nought(cast, read):
    two_years(cast.alder, [*[100, 110] * 11, 105, 0])
    assert chart_of(read(), cast.alder).value_now == 0


def test_fewer_than_13_months_have_no_limits(cast, read):
    two_years(cast.alder, [100, 110] * 5)
    series = chart_of(read(), cast.alder)
    assert state_words(series) == "no limits yet"
    assert "limits need 13 months with a figure, there are 10" in sentence(series, "Alder")


def test_nothing_known_says_so(cast, read):
    series = chart_of(read(), cast.alder)
    assert (series.chart.points, series.value_now, state_words(series)) == ((), None, "no figure")
    assert "There is no figure of Alder" in sentence(series, "Alder")


def test_many_gaps_are_named_in_part(cast, read):
    two_years(cast.alder, [100, *[None] * 8, *[100, 110] * 7, 100])
    assert "and 2 more." in sentence(chart_of(read(), cast.alder), "Alder")


def test_small_numbers_of_another_practice_are_left_out(cast, read):
    cedar = make_practice("Cedar Surgery", "E82909", cast.dacorum)
    for practice, count in ((cast.alder, 4), (cast.birch, 6), (cedar, 200)):
        two_years(practice, [count] * 24)
    others, own = chart_of(read(), cast.alder), chart_of(read("alice"), cast.alder)
    assert others.value_now is None
    assert others.why[JANUARY] == SMALL
    assert state_words(others) == "left out: a small number, for the practice itself only"
    assert empty_words(others).startswith("The numbers of these months are small")
    assert own.value_now == 4


def test_a_last_month_that_is_small_is_told_as_left_out(cast, read):
    cedar = make_practice("Cedar Surgery", "E82909", cast.dacorum)
    for practice, count in ((cast.alder, 4), (cast.birch, 6), (cedar, 200)):
        two_years(practice, [*[100, 110] * 11, 105, count])
    assert state_words(chart_of(read(), cast.alder)).startswith("left out: a small number")


def test_with_the_small_one_goes_the_next(cast, read):
    cedar = make_practice("Cedar Surgery", "E82909", cast.dacorum)
    for practice, count in ((cast.alder, 4), (cast.birch, 20), (cedar, 200)):
        two_years(practice, [count] * 24)
    assert chart_of(read(), cast.birch).value_now is None
    assert chart_of(read(), cedar).value_now == 200


def test_pounds_of_few_people_are_left_out_too(cast, read):
    cedar = make_practice("Cedar Surgery", "E82909", cast.dacorum)
    for practice, count in ((cast.alder, 3), (cast.birch, 40), (cedar, 900)):
        make_list(practice)
        make_fact(practice, activity={"EL": count})
    found = read()
    few = chart_of(found, cast.alder, Measure.ACUTE_COST)
    assert few.value_now is None
    pounds = chart_of(found, cedar, Measure.ACUTE_COST)
    assert pounds.value_now == 90_000
    assert picture(pounds, "Cedar").rows[-1][1] == "£90,000"
    assert picture(pounds, "Cedar").wide.width == 520


def test_the_group_is_a_rate_over_who_has_a_figure(cast, read):
    two_years(cast.alder, [100] * 24)
    two_years(cast.birch, [*[300] * 23, None])
    series = group_series(read(), Measure.REFERRALS)
    before, now = series.chart.points[-2:]
    assert (before.value, now.value) == (40, 20)
    assert (series.present[DECEMBER], series.present[JANUARY]) == ((2, 2), (1, 2))
    assert picture(series, "DacCom").rows[-1][-1] == "1 of 2"


def test_the_groups_cost_is_pounds_per_patient(cast, read):
    make_list(cast.alder)
    make_fact(cast.alder, activity={"NEL": 50})
    series = group_series(read(), Measure.ACUTE_COST)
    assert series.value_now == 1.0
    assert what(Measure.ACUTE_COST, of_group=True) == "Cost of hospital care per patient"


def test_without_any_list_the_group_has_no_rate(cast, read):
    make_fact(cast.alder, referrals=50)
    found = read()
    assert group_series(found, Measure.REFERRALS).chart.points == ()
    assert found.list_words == "No list size is known, so that the group has no rate."


def test_a_group_month_nobody_reported_is_missing(cast, read):
    two_years(cast.alder, [*[100, 110] * 11, None, 105])
    series = group_series(read(), Measure.REFERRALS)
    rows = picture(series, "DacCom").rows
    assert rows[-2][-2] == "missing: no practice has a figure"


def test_months_before_a_practice_joined_are_no_gaps(cast, read):
    two_years(cast.alder)
    Membership.objects.filter(practice=cast.alder).update(joined_on=APRIL_2008.first)
    series = chart_of(read(), cast.alder)
    assert series.chart.points[0].at == APRIL_2008
    assert series.chart.gaps == ()


def test_a_practice_that_merged_is_told_of(cast):
    cast.birch.closed_on, cast.birch.successor = dt.date(2008, 7, 1), cast.alder
    cast.birch.save()
    assert merged_into(cast.alder, months_shown(JANUARY)) == [cast.birch]
    assert merged_into(cast.alder, months_shown(Month(dt.date(2012, 1, 1)))) == []


def test_limits_set_anew_step_on_the_chart(cast, read):
    two_years(cast.alder, [100, 110] * 7 + [200, 210] * 5)
    make_rebase(cast.dacorum, by=cast.max, practice=cast.alder)
    series = chart_of(read(), cast.alder)
    assert [stretch.first for stretch in series.chart.stretches] == [TWO_YEARS[0], APRIL_2008]
    assert [one.flag for one in flagged_rebases(series)] == ["A"]
    assert group_series(read(), Measure.REFERRALS).rebases == []


def test_limits_set_anew_where_the_figure_is_gone_are_not_drawn(cast, read):
    two_years(cast.alder, [*[100, 110] * 11, 105, None])
    make_rebase(cast.dacorum, by=cast.max, practice=cast.alder, month=JANUARY)
    series = chart_of(read(), cast.alder)
    assert picture(series, "Alder").rows[-1][1:5] == ("", "", "", "")
    assert sentence(series, "Alder").startswith("Alder: 105 in December 2008. No month stands out.")


@pytest.mark.parametrize(
    ("target", "words"),
    [(200.0, "will be met"), (50.0, "will not be met"), (105.0, "left to chance")],
)
def test_a_target_is_assured_by_the_limits(target, words):
    values = [(month, 100.0 + place % 2 * 10) for place, month in enumerate(TWO_YEARS)]
    chart = run_chart(values, target=target, improvement="down")
    assert words in assurance_words(Series(Measure.A_AND_E, None, chart, {}, [], []))


def test_notes_of_the_group_stand_on_its_practices_charts(cast, read):
    two_years(cast.alder)
    make_note(cast.dacorum, by=cast.max)
    make_note(cast.dacorum, by=cast.max, practice=cast.birch, words="Birch only.")
    make_note(cast.dacorum, by=cast.max, measure="a_and_e")
    found = read()
    assert [one.flag for one in flagged_notes(chart_of(found, cast.alder))] == ["1"]
    assert len(flagged_notes(chart_of(found, cast.birch))) == 2
    assert len(flagged_notes(group_series(found, Measure.REFERRALS))) == 1


def test_the_list_has_every_measure_and_counts_who_stands_out(cast, read):
    two_years(cast.alder, HIGH)
    two_years(cast.birch)
    rows = measure_rows(read(), lambda measure: f"/{measure.value}/")
    assert [row.url for row in rows] == [f"/{one}/" for one in Measure.values]
    assert (rows[0].practices, rows[0].between) != ("", "no limits yet")
    assert rows[0].practices == "1 of 2"
    assert (rows[1].value, rows[1].mean, rows[1].between) == ("–", "–", "no limits yet")


def test_files_hold_numbers_and_the_rule_set(cast, read):
    two_years(cast.alder, [*[100, 110] * 11, None, 105])
    found = read()
    months = months_export(chart_of(found, cast.alder), "Referrals")
    assert list(months.rows)[-2][1] is None
    assert list(months.rows)[-1][-1] == "making-data-count-1"
    assert len(months.headers) == len(list(months.rows)[0])
    group = months_export(group_series(found, Measure.REFERRALS), "Referrals")
    assert len(group.headers) == len(list(group.rows)[0])
    listed = rows_export("practices", "x", "Practice", practice_rows(found, Measure.REFERRALS, str))
    assert list(listed.rows)[0][:2] == ["Alder Surgery", 105]


def test_the_reader_needs_five_queries_whatever_the_practices(cast, read, django_assert_num_queries):
    two_years(cast.alder)
    cast.erin.access  # noqa: B018
    with django_assert_num_queries(5):
        read()


def test_facts_after_the_month_in_view_are_not_drawn(cast, read):
    two_years(cast.alder)
    assert MonthFact.objects.count() == 24
    assert chart_of(read(month=DECEMBER), cast.alder).chart.points[-1].at == DECEMBER
