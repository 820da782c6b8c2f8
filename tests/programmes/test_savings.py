"""Savings against plan: like with like, and what is missing said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from daccom.calendar import FinancialYear
from programmes.brief.savings import savings_words
from programmes.figures.build_change import savings_figures
from programmes.selectors.savings import savings
from tests.budgets.builders import make_stated
from tests.programmes.builders import make_phased_target, make_project, make_target

JANUARY = FinancialYear(2008).months[9]
PILOT = (122, 273, 52, 19, 943, 42, 27, 1131, 51)


def find(cast, month=JANUARY):
    return savings(group=cast.dacorum, month=month, user=cast.erin)


def savings_sentence(found):
    return savings_words(savings_figures(found), found.month)


def test_plan_and_actual_over_the_months_that_are_in(cast):
    make_phased_target(make_project(cast.dacorum), actual=90, known=9)
    found = find(cast)
    assert (found.planned_to_date, found.planned_known, found.actual) == (1000, 900, 810)
    assert (found.difference, found.months_missing) == (-90, 1)
    assert savings_sentence(found) == (
        "£810 was saved against £900 planned, £90 (10.0%) behind plan. "
        "1 monthly figure to January 2009 not in yet."
    )


def test_the_rows_come_to_the_figures(cast):
    project = make_project(cast.dacorum)
    make_phased_target(project, actual=90, known=9, number="1.1")
    make_phased_target(project, actual=120, known=10, number="1.2")
    found = find(cast)
    for figure in ("planned_to_date", "planned_known", "actual", "difference"):
        assert sum(getattr(row, figure) for row in found.rows) == getattr(found, figure)
    assert "ahead of plan" in savings_sentence(find(cast, JANUARY.previous())) or found.difference > 0


@pytest.mark.parametrize(("actual", "words"), [(100, "exactly on plan"), (120, "ahead of plan")])
def test_the_sentence_says_where_it_stands(cast, actual, words):
    make_phased_target(make_project(cast.dacorum), actual=actual, known=10)
    assert words in savings_sentence(find(cast))


def test_without_an_actual_there_is_no_difference(cast):
    make_phased_target(make_project(cast.dacorum), actual=None)
    found = find(cast)
    assert (found.actual, found.difference, found.months_missing) == (None, None, 10)
    assert "no actual saving has been recorded" in savings_sentence(found)


def test_a_plan_without_months_is_not_phased(cast, as_user):
    make_target(make_project(cast.dacorum), planned=5000)
    assert find(cast).rows[0].planned_to_date is None
    assert "not phased" in as_user("erin").get("/programmes/savings/daccom/2009-01/").content.decode()


def test_a_plan_of_nought_has_a_difference_and_no_crash(cast):
    target = make_target(make_project(cast.dacorum), planned=0)
    target.months.create(month=JANUARY.first, planned=0, actual=5, evidence="Counted")
    assert find(cast).difference == 5
    assert "ahead of plan" in savings_sentence(find(cast))


def test_the_pilots_nine_targets_are_a_share_of_the_recovery_plan(cast, as_user):
    project = make_project(cast.dacorum)
    for number, thousands in enumerate(PILOT):
        make_target(project, f"{number}", thousands * 1000, 2006)
    make_stated(cast.dacorum, "pilot-11", 6_857_000)
    found = find(cast, FinancialYear(2006).months[-1])
    assert (found.planned_year, round(found.share_of(Decimal(6_857_000)), 1)) == (2_660_000, Decimal("38.8"))
    page = as_user("rita").get("/programmes/savings/daccom/2007-03/").content.decode()
    assert "The 9 targets come to £2,660,000, 38.8% of the £6,857,000" in page


def test_a_year_without_targets_says_so(cast, as_user):
    page = as_user("erin").get("/programmes/savings/daccom/2009-01/").content.decode()
    assert "No savings targets are set for 2008/09." in page
    assert find(cast).share_of(None) is None


def test_a_targets_months_and_evidence(cast, as_user):
    target = make_phased_target(make_project(cast.dacorum), actual=90, known=9)
    page = as_user("alice").get(f"/programmes/savings/targets/{target.pk}/").content.decode()
    assert page.count("Activity against baseline") == 9
    assert page.count("missing") == 3
    assert "/programmes/savings/daccom/2009-02/" in page


def test_a_target_of_another_group_is_not_found(cast, as_user):
    target = make_target(make_project(cast.other_group))
    assert as_user("erin").get(f"/programmes/savings/targets/{target.pk}/").status_code == 404
    assert (
        "not phased by month"
        in as_user("olive").get(f"/programmes/savings/targets/{target.pk}/").content.decode()
    )
