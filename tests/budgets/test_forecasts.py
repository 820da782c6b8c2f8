"""What a group's year comes to, from stored spend: methods, gaps, and the total."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.forecast_words import months_in_words, stand_in_words
from budgets.models import Category, Method
from budgets.selectors.forecasts import forecasts
from daccom.calendar import Month
from practices.models import Membership
from referrals.selectors.roster import roster
from tests.budgets.builders import (
    APRIL,
    JANUARY,
    YEAR,
    make_acute,
    make_budget,
    make_category,
    make_spend,
    make_year_of_spend,
)
from tests.budgets.builders_forecasts import (
    make_choice,
    make_example,
    make_once,
    make_profile,
    make_whole_year,
)
from tests.cast import make_practice

DECEMBER = JANUARY.previous()


@pytest.fixture
def find(cast):
    def found(month=JANUARY, user="erin"):
        return forecasts(roster=roster(group=cast.dacorum, month=month, user=cast[user]), user=cast[user])

    return found


@pytest.fixture
def example(cast):
    make_budget(cast.alder, 1200)
    make_example(cast.alder)
    make_profile(cast.dacorum)
    return cast


def outturns(found, code="PRE"):
    return {method: one.outturn for method, one in found.by_code[code].estimates.items()}


def test_every_method_on_the_worked_example(example, find):
    assert outturns(find()) == {
        Method.STRAIGHT_LINE: 1260,
        Method.PROFILED: Decimal("1280.49"),
        Method.RUN_RATE: 1278,
        Method.VARIANCE_HELD: 1266,
        Method.ADJUSTED: 1260,
        Method.MANUAL: None,
    }


def test_until_somebody_chooses_it_goes_in_a_straight_line(example, find):
    line = find().by_code["PRE"]
    assert (line.choice, line.method, line.chosen.variance, line.chosen.percent) == (
        None,
        Method.STRAIGHT_LINE,
        60,
        5,
    )


def test_the_last_choice_up_to_the_month_holds(example, find):
    make_choice(example.dacorum, "profiled", APRIL)
    make_choice(example.dacorum, "run_rate", JANUARY)
    assert find().by_code["PRE"].method == Method.RUN_RATE
    assert find(DECEMBER).by_code["PRE"].method == Method.PROFILED


def test_a_method_is_kept_into_the_next_year_an_amount_is_not(example, find):
    make_choice(example.dacorum, "run_rate", YEAR.previous().months[11])
    assert find().by_code["PRE"].method == Method.RUN_RATE
    make_choice(example.dacorum, "manual", YEAR.previous().months[11], amount=5)
    assert find().by_code["PRE"].method == Method.STRAIGHT_LINE


def test_judgement_gives_its_amount(example, find):
    make_choice(example.dacorum, "manual", amount=Decimal(1300))
    assert find().outturn == 1300


def test_what_comes_once_is_taken_out(example, find):
    make_once(example.dacorum, 50)
    make_once(example.dacorum, 30, YEAR.months[11])
    assert outturns(find())[Method.ADJUSTED] == 1280


def test_what_was_withdrawn_is_not_taken_out(example, find):
    row = make_once(example.dacorum, 50)
    type(row).objects.update(withdrawn_at=row.recorded_at, withdrawn_by=row.recorded_by)
    assert outturns(find())[Method.ADJUSTED] == 1260


def test_without_a_profile_last_years_shape_counts(cast, find):
    make_budget(cast.alder, 1200)
    make_example(cast.alder)
    make_whole_year(cast.alder, 100, 2007)
    line = find().by_code["PRE"]
    assert line.profile.source == "the shape of 2007/08"
    assert abs(line.estimates[Method.PROFILED].outturn - 1260) < 1


def test_without_a_whole_last_year_there_are_twelfths(example, find):
    type(make_profile(example.dacorum, year=2007)).objects.all().delete()
    assert "equal twelfths" in find().by_code["PRE"].profile.source
    assert outturns(find())[Method.PROFILED] == 1260


def test_lines_add_up_to_the_total(cast, find):
    acute, elective = make_acute()
    for practice, amount in ((cast.alder, "33.33"), (cast.birch, "77.77")):
        make_budget(practice, 400, elective)
        make_budget(practice, 900)
        make_year_of_spend(practice, amount, elective)
        make_year_of_spend(practice, "71.17")
    make_choice(cast.dacorum, "variance_held", category=acute)
    found = find()
    assert found.outturn == sum(line.chosen.outturn for line in found.lines)
    assert found.variance == found.outturn - found.budget


def test_a_missing_month_is_not_nought_its_mean_stands_in(cast, find):
    for practice in (cast.alder, cast.birch):
        make_budget(practice, 1200)
    make_year_of_spend(cast.alder, 100)
    make_year_of_spend(cast.birch, 50, last=DECEMBER)
    line = find().by_code["PRE"]
    (missing,) = line.series.stand_ins
    assert (missing.practice, missing.months, missing.amount) == ("Birch Surgery", (10,), 50)
    assert (line.spend, line.chosen.outturn, line.stood_in) == (1450, 1800, 50)
    assert stand_in_words(missing, YEAR).startswith("Birch Surgery: January 2009 is not posted; its mean")


def test_a_twelfth_of_the_budget_stands_in_for_a_line_never_posted(cast, find):
    make_year_of_spend(cast.alder, 100)
    make_budget(cast.birch, 240)
    line = find().by_code["PRE"]
    (missing,) = line.series.stand_ins
    assert (missing.by_budget, missing.amount, line.chosen.outturn) == (True, 200, 1440)
    assert "April 2008 to January 2009 are not posted; a twelfth" in stand_in_words(missing, YEAR)


def test_a_month_that_most_have_not_posted_has_no_forecast(cast, find):
    for practice in (cast.alder, cast.birch):
        make_budget(practice, 1200)
        make_year_of_spend(practice, 100, last=DECEMBER)
    found = find()
    assert {one.cannot for one in found.lines[0].estimates.values()} == {
        "January 2009 is not posted for 2 practices."
    }
    assert (found.outturn, found.variance, found.without) == (None, None, found.lines)
    assert found.total_by(Method.RUN_RATE).cannot == "Not for any category."


def test_a_budget_without_any_spend_has_no_forecast(cast, find):
    make_budget(cast.alder, 1200)
    assert find().lines[0].chosen.cannot == "Nothing is posted this year."


def test_without_a_budget_no_variance_can_be_held(cast, find):
    make_example(cast.alder)
    found = find()
    assert found.lines[0].estimates[Method.VARIANCE_HELD].cannot == "No budget is set."
    assert (found.outturn, found.variance, found.percent) == (1260, None, None)


def test_a_budget_of_nought_has_no_percentage(cast, find):
    make_budget(cast.alder, 0)
    make_example(cast.alder)
    assert (find().variance, find().percent) == (1260, None)


def test_a_line_without_a_budget_is_missing_only_when_its_practice_is(cast, find):
    make_year_of_spend(cast.alder, 100, last=DECEMBER)
    make_spend(cast.alder, 40, APRIL, make_category("OTH", "Other"))
    other = find().by_code["OTH"]
    assert [one.months for one in other.series.stand_ins] == [(10,)]
    assert other.spend == 40


def test_a_category_closed_within_the_year_misses_nothing_afterwards(cast, find):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, 100, last=DECEMBER)
    Category.objects.update(closed_from=JANUARY.first)
    line = find().by_code["PRE"]
    assert (line.series.stand_ins, line.basis.monthly[-1]) == ([], 0)


@pytest.mark.parametrize("method", [method for method in Method if method != Method.MANUAL])
def test_what_has_closed_ends_with_what_was_spent(cast, find, method):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, 100, last=DECEMBER)
    Category.objects.update(closed_from=JANUARY.first)
    assert find().by_code["PRE"].estimates[method].outturn == 900


def test_a_line_that_closed_beside_an_open_one_is_not_carried_forward(cast, find):
    acute, elective = make_acute()
    emergency = make_category("ACU-EM", "Emergency", parent=acute)
    for part in (elective, emergency):
        make_budget(cast.alder, 1200, part)
    make_year_of_spend(cast.alder, 100, elective)
    make_year_of_spend(cast.alder, 50, emergency, DECEMBER)
    Category.objects.filter(pk=emergency.pk).update(closed_from=JANUARY.first)
    line = find().by_code["ACU"]
    assert line.chosen.outturn == 1200 + 450
    assert line.estimates[Method.VARIANCE_HELD].outturn == 1000 + 200 + 450


def test_credits_and_negative_years_are_forecast_as_they_are(cast, find):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, -10)
    make_whole_year(cast.alder, -5, 2007)
    line = find().by_code["PRE"]
    assert line.chosen.outturn == -120
    assert "equal twelfths" in line.profile.source


def test_a_practice_that_joined_counts_for_the_whole_year_its_budget_is_for(cast, find):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, 100)
    Membership.objects.filter(practice=cast.alder).update(joined_on=DECEMBER.first)
    line = find().by_code["PRE"]
    (missing,) = line.series.stand_ins
    assert (line.spend, line.chosen.outturn, missing.amount) == (200, 1200, 800)
    assert "April 2008 to November 2008 before it joined the group; its mean" in stand_in_words(missing, YEAR)


def test_a_practice_that_closed_misses_nothing_afterwards(cast, find):
    for practice, last in ((cast.alder, JANUARY), (cast.birch, APRIL.next())):
        make_budget(practice, 1200)
        make_year_of_spend(practice, 100, last=last)
    cast.birch.closed_on = APRIL.next().next().first
    cast.birch.successor = cast.alder
    cast.birch.save()
    line = find().by_code["PRE"]
    assert (line.series.stand_ins, line.budget, line.spend) == ([], 2400, 1200)
    assert line.basis.monthly[:3] == (200, 200, 100)


def test_lines_outside_commissioning_are_not_forecast(cast, find):
    make_budget(cast.alder, 99, make_category("GMS", "GMS payments", outside_pbc=True))
    assert find().lines == []
    assert find().total_by(Method.RUN_RATE).cannot == "Not for any category."


def test_the_system_reads_what_the_executive_reads(example, cast, find):
    listed = roster(group=cast.dacorum, month=JANUARY, user=None)
    assert outturns(forecasts(roster=listed, user=None)) == outturns(find())


@pytest.mark.parametrize("practices", [3, 30])
def test_queries_do_not_grow_with_the_practices(cast, django_assert_max_num_queries, practices):
    for number in range(practices):
        practice = make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum)
        make_budget(practice)
        make_spend(practice)
    listed = roster(group=cast.dacorum, month=JANUARY, user=cast.erin)
    with django_assert_max_num_queries(8):
        assert forecasts(roster=listed, user=cast.erin).lines[0].estimates


def test_runs_of_months_are_drawn_together():
    months = [YEAR.months[number] for number in (0, 1, 4)]
    assert months_in_words(months) == "April 2008 to May 2008, August 2008"
    assert months_in_words([Month.parse("2009-01")]) == "January 2009"
