"""The five sentences of a month: which, in which words, in which order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from practices.models import Membership
from programmes.brief import MOST, brief
from programmes.brief.activity import activity
from programmes.brief.challenges import challenges
from programmes.brief.decisions import decisions
from programmes.brief.forecast import forecast
from programmes.brief.money import money
from programmes.brief.returns import returns
from programmes.brief.savings import savings
from programmes.brief.sentence import joined, small, weigh
from programmes.figures.money import ForecastRow, MoneyRow
from programmes.models import CommissioningPlan, Milestone, PlanVersion
from referrals.models import OutlierRequest
from tests.budgets.builders import make_budget, make_category, make_year_of_spend
from tests.cast import make_practice
from tests.programmes.builders import make_milestone, make_phased_target, make_project
from tests.programmes.builders_figures import JANUARY, figures_of, fill, fill_group, make_facts
from tests.referrals.builders import make_list_size, make_return

LATE = dt.datetime(2009, 2, 16, 9, tzinfo=dt.UTC)


def only(sentences):
    (sentence,) = sentences
    return sentence


def row(name, variance, budget=1000):
    amounts = {"budget": Decimal(budget), "budget_to_date": Decimal(budget), "spend": None}
    return MoneyRow(
        name, name, variance=Decimal(variance), outturn=None, outturn_variance=None, unbudgeted=None,
        months_missing=0, **amounts,
    )  # fmt: skip


@pytest.fixture
def signing(cast):
    plan = CommissioningPlan.objects.create(
        group=cast.dacorum, year=2008, status=CommissioningPlan.Status.SIGNING
    )
    version = PlanVersion.objects.create(
        plan=plan, number=1, content={}, sha256="a" * 64, made_at=LATE, made_by=cast.max
    )
    return plan, version


def test_five_at_most_the_heaviest_first(cast):
    fill_group(cast)
    chosen = brief(figures_of(cast))
    assert len(chosen) == MOST
    assert [one.weight for one in chosen] == sorted((one.weight for one in chosen), reverse=True)


def test_money_says_what_makes_it_so(cast):
    figures = figures_of(cast)
    rows = [row("Acute commissioning", 2_400_000), row("Prescribing", -952_000), row("A&E", -898_000)]
    total = row("All", 347_000, budget=130_000_000)
    figures = replace(figures, money=replace(figures.money, by_category=rows, total=total))
    line = only(money(figures))
    assert line.text == (
        "Month 10: £347k over budget to date (0.3%); acute commissioning £2.40m over, "
        "offset by prescribing £952k under and A&E £898k under."
    )
    assert (line.flag, line.colour) == ("Over", "red")


@pytest.mark.parametrize(("spend", "flag"), [(105, "Over"), (95, ""), (100, "")])
def test_over_budget_is_flagged(cast, spend, flag):
    make_budget(cast.alder)
    make_year_of_spend(cast.alder, spend)
    assert only(money(figures_of(cast))).flag == flag


def test_what_is_not_posted_is_said(cast):
    fill(cast, cast.alder)
    make_budget(cast.birch)
    assert "Spend is not fully posted for Birch Surgery." in only(money(figures_of(cast))).text


def test_a_budget_without_spend_cannot_be_judged(cast):
    make_budget(cast.alder)
    assert "cannot be judged" in only(money(figures_of(cast))).text


def test_without_budget_and_spend_nothing_is_said_of_money(cast):
    assert list(money(figures_of(cast))) == []


def test_returns_name_the_missing(cast):
    fill(cast, cast.alder)
    line = only(returns(figures_of(cast)))
    assert line.text == "1 of 2 returns for January 2009 is in; 1 came on time. Missing: Birch Surgery."
    assert line.flag == "Missing"


def test_before_the_due_day_it_says_when_they_are_due(cast):
    line = only(returns(figures_of(cast, today=dt.date(2009, 2, 3))))
    assert line.text.endswith("They are due by 13 February 2009.")


def test_a_query_is_named(cast):
    make_return(cast.alder, JANUARY, "queried", nil_referrals=True)
    assert "Queried: Alder Surgery." in only(returns(figures_of(cast))).text


def test_nobody_expected_is_said(cast):
    Membership.objects.filter(group=cast.dacorum).update(left_on=dt.date(2008, 12, 1))
    assert only(returns(figures_of(cast))).text == (
        "No practice was expected to send a return for January 2009."
    )


def test_a_practice_far_out_is_named_with_its_counts(cast):
    fill_group(cast)
    make_list_size(fern := make_practice("Fern", "E82910", cast.dacorum), 4000)
    make_facts(fern, referrals=300, months=24)
    line = next(activity(figures_of(cast)))
    assert "Fern had 900 referrals where 500 were expected" in line.text
    assert (line.flag, line.colour) == ("Check", "blue")


def test_a_practice_far_out_twice_is_named_once(cast):
    fill_group(cast)
    make_list_size(fern := make_practice("Fern", "E82910", cast.dacorum), 4000)
    make_facts(fern, referrals=300, opfa_activity=250, months=24)
    assert next(activity(figures_of(cast))).text.count("Fern had") == 1


def test_when_nobody_is_far_out_that_is_said(cast):
    fill_group(cast)
    assert next(activity(figures_of(cast))).text.startswith("No practice differs clearly")


def test_without_anything_to_judge_nothing_is_said(cast):
    assert list(activity(figures_of(cast))) == []


def test_a_month_outside_its_limits_is_a_trend(cast):
    fill_group(cast)
    for practice in (cast.alder, cast.birch):
        make_facts(practice, referrals=300, opfa_activity=200, months=1)
    line = list(activity(figures_of(cast)))[-1]
    assert line.text.startswith("Referrals, 75.0 per 1,000 patients in January 2009 (a year before 25.0): ")
    assert "Also out of line: First outpatient attendances." in line.text


def test_decisions_that_wait(cast, signing):
    fill(cast, cast.alder)
    project = make_project(cast.dacorum)
    make_milestone(project, 1, Milestone.Status.SUBMITTED)
    make_milestone(project, 2)
    line = only(decisions(figures_of(cast)))
    assert line.text == (
        "1 milestone and 1 return wait for a decision. The DacCom commissioning plan 2008/09 waits for a "
        "signature: next is the DacCom Executive Chair. 1 milestone is late."
    )
    assert line.flag == "Late"


def test_an_overdue_practice_is_named(cast):
    OutlierRequest.objects.create(
        group=cast.dacorum, practice=cast.alder, measure="referrals", month=JANUARY.first,
        finding="164 where 118 were expected", due_on=dt.date(2009, 2, 9),
    )  # fmt: skip
    line = only(decisions(figures_of(cast)))
    assert "Overdue from practices asked for reasons: Alder Surgery: Referrals." in line.text


def test_what_began_later_does_not_wait_yet(cast, signing):
    make_milestone(make_project(cast.dacorum), 1, Milestone.Status.SUBMITTED)
    assert figures_of(cast, today=dt.date(2009, 1, 20)).decisions.waiting == []


def test_nothing_waits(cast):
    line = only(decisions(figures_of(cast)))
    assert (line.text, line.flag) == ("Nothing waits for a decision.", "")


def test_the_forecast_and_how_it_moved(cast):
    fill_group(cast)
    figures = figures_of(cast)
    total = ForecastRow("", "All", "", Decimal(1000), Decimal(1100), Decimal(1050))
    line = only(forecast(replace(figures, forecast=replace(figures.forecast, total=total))))
    assert line.text == (
        "The year is forecast to end £100 (10.0%) over its budget, £50 more than a month ago. "
        "Furthest over is prescribing, £120."
    )


def test_a_forecast_on_its_budget_has_no_worst(cast):
    figures = figures_of(cast)
    total = ForecastRow("", "All", "", Decimal(1000), Decimal(1000), None)
    line = only(forecast(replace(figures, forecast=replace(figures.forecast, total=total))))
    assert line.text == "The year is forecast to end exactly on its budget."


def test_without_a_forecast_nothing_is_said(cast):
    make_budget(cast.alder, category=make_category())
    assert list(forecast(figures_of(cast))) == []


def test_savings_behind_plan_weigh_more(cast):
    make_phased_target(make_project(cast.dacorum), actual=50, known=10)
    line = only(savings(figures_of(cast)))
    assert (line.flag, line.weight > 45) == ("Behind", True)


def test_without_targets_nothing_is_said_of_savings(cast):
    assert list(savings(figures_of(cast))) == []


def test_challenges_in_one_sentence(cast):
    make_facts(
        cast.alder, months=1, challenges=2, challenged_gross=4000, challenged_net=3500, recovered=1500,
        lost=500, challenges_open=1, open_gross=2000,
    )  # fmt: skip
    assert only(challenges(figures_of(cast))).text == (
        "2 challenges of £4k to charges of 2008/09: £2k recovered, £500 lost, £2k open."
    )


def test_without_challenges_nothing_is_said_of_them(cast):
    assert list(challenges(figures_of(cast))) == []


def test_words():
    assert joined(["a", "b", "c", "d"]) == "a, b, c and d"
    assert small("Provider Services") == "provider services"
    assert small("A&E attendances") == "A&E attendances"
    assert (weigh(90, 40), weigh(-5)) == (100, 0)
