"""How requests stand, whom they wait for, and what the figures say when a practice is asked."""

from __future__ import annotations

import datetime as dt

from daccom.work import items_for
from practices.models import Role
from referrals.models import Measure
from referrals.outlier_words import finding, is_overdue, tag, timing
from referrals.selectors.outliers import (
    OutlierCounts,
    open_request,
    outlier_counts,
    outlier_list,
    standing_words,
)
from referrals.selectors.run_charts import hidden_months, history, practice_series
from tests.cast import give_role
from tests.referrals.builders import JANUARY
from tests.referrals.builders_facts import make_fact, make_list, make_reference
from tests.referrals.builders_outliers import make_request, two_years

TODAY = dt.date(2009, 2, 20)


def test_overdue_is_the_day_after(cast):
    request = make_request(cast.alder, by=cast.max, due_on=TODAY)
    assert not is_overdue(request, TODAY)
    assert (tag(request, TODAY).text, timing(request, TODAY)) == ("Waiting for the practice", "due today")
    later = TODAY + dt.timedelta(days=1)
    assert (tag(request, later).text, timing(request, later)) == ("Overdue", "1 day overdue")


def test_an_answered_one_is_not_overdue_and_tells_its_review(cast):
    request = make_request(
        cast.alder, by=cast.max, status="answered", due_on=dt.date(2009, 1, 1), review_on=dt.date(2009, 5, 1)
    )
    assert (tag(request, TODAY).text, timing(request, TODAY)) == ("Answered", "review 1 May 2009")
    request.review_on = None
    assert timing(request, TODAY) == ""


def test_what_is_open_is_counted(cast):
    make_request(cast.alder, by=cast.max, due_on=dt.date(2009, 2, 1))
    make_request(cast.birch, by=cast.max)
    make_request(cast.birch, by=cast.max, measure="a_and_e", status="answered")
    make_request(cast.alder, by=cast.max, measure="a_and_e", status="closed")
    assert outlier_counts(cast.dacorum, cast.erin, TODAY) == OutlierCounts(waiting=2, overdue=1, answered=1)
    assert outlier_counts(cast.dacorum, cast.olive, TODAY) == OutlierCounts(0, 0, 0)


def test_the_list_begins_with_the_most_urgent(cast):
    closed = make_request(cast.alder, by=cast.max, status="closed", measure="a_and_e")
    late = make_request(cast.alder, by=cast.max, due_on=dt.date(2009, 2, 1))
    waiting = make_request(cast.birch, by=cast.max)

    def listed(state=""):
        return outlier_list(group=cast.dacorum, user=cast.erin, today=TODAY, state=state)

    assert listed() == [late, waiting, closed]
    assert (listed("overdue"), listed("closed"), listed("answered")) == ([late], [closed], [])


def test_the_practice_finds_it_among_its_work(cast):
    make_request(cast.alder, by=cast.max)
    mine = [item for item in items_for(cast.alice, TODAY) if item.kind == "Outside the limits"]
    assert [(item.title, item.due) for item in mine] == [
        ("Give reasons and a plan: referrals", dt.date(2009, 3, 20))
    ]
    assert not [item for item in items_for(cast.charlie, TODAY) if item.kind == "Outside the limits"]


def test_measures_keep_their_letters_in_titles(cast):
    make_request(cast.alder, by=cast.max, measure="a_and_e")
    give_role(cast.alice, Role.PRACTICE_MANAGER, cast.birch)
    titles = [item.title for item in items_for(cast.alice, TODAY)]
    assert "Give reasons and a plan: A&E attendances, Alder Surgery" in titles


def test_the_executive_finds_the_answers(cast):
    make_request(cast.alder, by=cast.max, status="answered")
    mine = [item for item in items_for(cast.erin, TODAY) if item.kind == "Outside the limits"]
    assert [(item.title, item.detail) for item in mine] == [("Read 1 answer about figures", "Alder Surgery")]
    give_role(cast.bob, Role.EXECUTIVE_MEMBER, cast.dacorum)
    assert not [item for item in items_for(cast.bob, TODAY) if item.kind == "Outside the limits"]


def said_of(cast, measure=Measure.REFERRALS, name="erin"):
    found = history(group=cast.dacorum, month=JANUARY, user=cast[name])
    series = practice_series(found, measure, cast.alder, hidden_months(found, measure))
    standing = standing_words(
        group=cast.dacorum, practice=cast.alder, measure=measure, month=JANUARY, user=cast[name]
    )
    return finding(series, standing)


def test_the_finding_says_what_the_figures_say(cast):
    two_years(cast.alder, [100, 110] * 11 + [105, 190])
    two_years(cast.birch)
    make_reference(cast.pct)
    assert said_of(cast) == (
        "Referrals, January 2009: 190 where 150.0 were expected: high (0.001). "
        "Run chart: above the upper limit; its limits are 82.5 to 134.5."
    )


def test_pounds_have_no_funnel(cast):
    make_list(cast.alder)
    make_fact(cast.alder, activity={"EL": 20})
    assert said_of(cast, Measure.ACUTE_COST) == (
        "Cost of hospital care, January 2009: £2,000. Its run chart has no limits yet."
    )


def test_without_a_figure_or_a_list_less_is_said(cast):
    assert said_of(cast) == ""
    make_fact(cast.alder, referrals=30)
    assert said_of(cast) == "Referrals, January 2009: 30. Its run chart has no limits yet."


def test_where_nothing_is_expected_nothing_is_judged(cast):
    two_years(cast.alder, [0] * 24)
    assert said_of(cast).startswith("Referrals, January 2009: 0. Run chart")


def test_the_open_one_is_found(cast):
    request = make_request(cast.alder, by=cast.max)
    assert open_request(cast.alder, "referrals", cast.erin) == request
    assert open_request(cast.alder, "a_and_e", cast.erin) is None
    assert open_request(cast.alder, "referrals", cast.olive) is None
