"""A PCT's groups side by side: what each row holds, and what the totals are made of."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from budgets.models import ForecastRecord
from daccom import ledger
from daccom.calendar import FinancialYear
from practices.models import Membership
from programmes.models import CommissioningPlan, Milestone
from programmes.pct.charts import emergency_chart, variance_chart
from programmes.pct.sentences import sentences
from programmes.selectors.pct.board import pct_board
from referrals.models import Measure
from tests.budgets.builders import make_budget, make_category, make_spend, make_year_of_spend
from tests.budgets.builders_forecasts import make_choice
from tests.cast import make_practice
from tests.programmes.builders import make_milestone, make_project, make_saving, make_target
from tests.referrals.builders import make_list_size, make_return
from tests.referrals.builders_facts import make_fact, make_facts

TODAY = dt.date(2009, 2, 20)
YEAR = FinancialYear(2008)
JANUARY, LAST_JANUARY = YEAR.months[9], YEAR.previous().months[9]
TEN_MONTHS = YEAR.months_to(JANUARY)


def find(cast, month=JANUARY):
    return pct_board(pct=cast.pct, month=month, user=cast.pat, today=TODAY)


def row(cast, group, month=JANUARY):
    return next(one for one in find(cast, month).rows if one.group == group)


def said(cast, subject):
    return next(line for line in sentences(find(cast)) if line.subject == subject)


def record(group, outturn, budget=1200):
    ForecastRecord.objects.create(
        group=group,
        category=make_category(),
        month=JANUARY.first,
        method="profiled",
        budget=Decimal(budget),
        monthly=["100.00"] * 10,
        outturn=Decimal(outturn),
        recorded_at=dt.datetime(2009, 2, 1, tzinfo=dt.UTC),
    )


def test_every_group_has_a_row_whether_it_keeps_anything_here_or_not(cast):
    make_fact(cast.alder, activity={"NEL": 10})
    cast.other_group.memberships.all().delete()
    board = find(cast)
    assert [str(one.group) for one in board.known] == ["DacCom"]
    assert [str(one.group) for one in board.silent] == ["WatCom"]


def test_returns_are_those_of_the_groups_own_page(cast):
    make_return(cast.alder, JANUARY, "submitted", nil_referrals=True)
    found = row(cast, cast.dacorum)
    assert (found.returns.complete, found.returns.expected) == (1, 2)


def test_last_years_returns_are_counted_with_last_years_practices(cast):
    Membership.objects.filter(practice=cast.birch).update(joined_on=dt.date(2008, 4, 1))
    make_return(cast.alder, LAST_JANUARY, "submitted", nil_referrals=True)
    last = row(cast, cast.dacorum).last_returns
    assert (last.complete, last.expected) == (1, 1)


def test_money_of_each_group_and_of_all(cast):
    for practice, amount in ((cast.alder, 105), (cast.oak, 90)):
        make_budget(practice)
        make_year_of_spend(practice, amount)
    board = find(cast)
    assert [one.position.total.variance for one in board.rows] == [Decimal(50), Decimal(-100)]
    assert board.variance == Decimal(-50)


def test_a_practice_that_changed_groups_takes_its_new_spend_along(cast):
    cast.alder.memberships.update(left_on=dt.date(2008, 7, 1))
    Membership.objects.create(practice=cast.alder, group=cast.other_group, joined_on=dt.date(2008, 7, 1))
    make_spend(cast.alder, 40, YEAR.months[0])
    make_spend(cast.alder, 60, YEAR.months[3])
    assert row(cast, cast.other_group).position.total.spend == Decimal(60)
    assert row(cast, cast.dacorum).position.total.spend is None


def test_the_forecast_is_the_one_recorded(cast):
    make_budget(cast.alder)
    make_year_of_spend(cast.alder, 105)
    assert row(cast, cast.dacorum).forecast_variance == Decimal(60)
    record(cast.dacorum, 1230)
    assert row(cast, cast.dacorum).forecast_variance == Decimal(30)
    assert row(cast, cast.dacorum).recorded.percent == Decimal("2.5")


def test_until_it_is_recorded_the_forecast_is_the_one_chosen(cast):
    make_budget(cast.alder)
    make_year_of_spend(cast.alder, 105)
    make_choice(cast.dacorum, "manual", amount=Decimal(1250))
    assert row(cast, cast.dacorum).forecast_variance == Decimal(50)


def test_savings_and_challenges(cast):
    make_saving(make_target(make_project(cast.dacorum)), JANUARY, planned=100, actual=80)
    make_fact(
        cast.alder, challenges=2, challenges_open=1, challenged_gross=900, recovered=500, open_gross=400
    )
    found = row(cast, cast.dacorum)
    assert (found.savings.actual, found.savings.planned_known) == (Decimal(80), Decimal(100))
    assert (found.activity.challenged.gross, found.activity.challenged.recovered) == (900, 500)
    assert said(cast, "Savings and challenges").text == (
        "£80 was saved, £20 behind plan. "
        "Of £900 challenged, £500 was recovered, £0 is lost and £400 still open."
    )


def test_rates_are_per_thousand_patients_and_month(cast):
    make_list_size(cast.alder, 4000)
    make_facts(cast.alder, TEN_MONTHS, activity={"NEL": 20})
    rate = row(cast, cast.dacorum).activity.this[Measure.EMERGENCY]
    assert (rate.events, rate.value) == (200, 5.0)


def test_a_missing_month_lowers_no_rate(cast):
    make_list_size(cast.alder, 4000)
    make_facts(cast.alder, TEN_MONTHS[:4], activity={"NEL": 20})
    make_facts(cast.alder, TEN_MONTHS[4:])
    assert row(cast, cast.dacorum).activity.this[Measure.EMERGENCY].value == 5.0


def test_without_a_list_there_is_no_rate(cast):
    make_facts(cast.alder, TEN_MONTHS, activity={"NEL": 20})
    assert row(cast, cast.dacorum).activity.this[Measure.EMERGENCY].value is None


def test_the_pcts_rate_is_of_all_its_patients(cast):
    for practice, patients, events in ((cast.alder, 1000, 10), (cast.oak, 3000, 10)):
        make_list_size(practice, patients)
        make_fact(practice, activity={"NEL": events})
    assert find(cast).activity.this[Measure.EMERGENCY].value == 5.0


def test_small_counts_are_hidden_and_not_to_be_had_by_subtraction(cast):
    third = make_practice("Pine Surgery", "E82904", cast.other_group)
    for practice, events in ((cast.alder, 3), (cast.oak, 40), (third, 20)):
        make_list_size(practice, 1000)
        make_fact(practice, activity={"AE": events})
    hidden = [one.activity.this[Measure.A_AND_E].hidden for one in find(cast).rows]
    assert hidden == [True, True]


def test_decisions_are_counted_by_kind(cast):
    make_milestone(make_project(cast.dacorum), 1, Milestone.Status.SUBMITTED)
    make_return(cast.alder, JANUARY, "submitted", nil_referrals=True)
    CommissioningPlan.objects.create(group=cast.dacorum, year=2008, status="signing")
    assert row(cast, cast.dacorum).decisions.count == 3
    assert said(cast, "Decisions").text == (
        "1 return to review, 1 milestone and 1 plan for signature wait for a decision."
    )


def test_the_five_sentences_of_nothing(cast):
    cast.oak.memberships.all().delete()
    lines = {line.subject: line.text for line in sentences(find(cast))}
    assert len(lines) == 5
    assert "WatCom has no data here." in lines["Monthly returns"]
    assert "nothing to compare" in lines["Budget"]
    assert "No hospital activity is known" in lines["Hospital care"]


def test_the_year_before_is_said_with_its_direction(cast):
    make_list_size(cast.alder, 1000)
    make_list_size(cast.oak, 1000)
    for practice, this, last in ((cast.alder, 11, 10), (cast.oak, 22, 20)):
        make_fact(practice, JANUARY, activity={"NEL": this})
        make_fact(practice, LAST_JANUARY, activity={"NEL": last})
    assert said(cast, "Hospital care").text == (
        "Emergency admissions are 16.5 per 1,000 patients and month, 10.0% more than in the same months last "
        "year. Highest in WatCom (22.0), lowest in DacCom (11.0)."
    )


def test_charts_show_the_groups_with_data(cast):
    for practice, amount in ((cast.alder, 105), (cast.oak, 90)):
        make_budget(practice)
        make_year_of_spend(practice, amount)
    found = find(cast)
    assert variance_chart(found).sentence == "1 of the 2 groups with data here is over budget."
    assert emergency_chart(found).rows == [("DacCom", "no figure"), ("WatCom", "no figure")]


def test_another_pct_sees_none_of_it(cast):
    make_budget(cast.alder)
    assert pct_board(pct=cast.other_pct, month=JANUARY, user=cast.zoe, today=TODAY).rows == []


@pytest.mark.parametrize("practices", [0, 6])
def test_queries_do_not_grow_with_groups_and_practices(cast, practices, django_assert_max_num_queries):
    for number in range(practices):
        group = cast.dacorum if number % 2 else cast.other_group
        practice = make_practice(f"Practice {number}", f"E8300{number}", group)
        make_budget(practice)
        make_spend(practice)
        make_list_size(practice, 900)
        make_fact(practice, activity={"NEL": 9})
    user = cast.pat
    user.access  # noqa: B018 - read once a request, by whichever page
    with django_assert_max_num_queries(23):
        find(cast)


def test_the_ledger_agrees(cast):
    make_return(cast.alder, JANUARY, "submitted", nil_referrals=True)
    make_budget(cast.alder)
    make_year_of_spend(cast.alder, 105)
    make_list_size(cast.birch, 4000)
    make_facts(cast.birch, TEN_MONTHS, activity={"NEL": 20}, challenges=1, challenged_gross=90)
    result = ledger.run("PCT dashboards equal the groups they show")
    assert result.compared > 20
    assert result.discrepancies == []
