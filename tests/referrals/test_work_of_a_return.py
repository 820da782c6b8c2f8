"""What the home page says about a return that is extended, prepared by oneself, or answered."""

from __future__ import annotations

import datetime as dt

from daccom import calendar
from referrals.models import MonthlyReturn, ReportingPeriod
from referrals.services.certifying import set_certifier
from referrals.services.extensions import grant_extension
from referrals.work.returns import practice_work, review_work
from tests.referrals.builders import JANUARY, make_return, make_specialty

TODAY = dt.date(2009, 2, 20)


def item(cast, name="alice"):
    for month in range(4, 13):
        ReportingPeriod.objects.get_or_create(
            group=cast.dacorum,
            month=dt.date(2008, month, 1),
            defaults={"due_on": dt.date(2008, month, 28), "closes_on": dt.date(2008, month, 28)},
        )
    return next(one for one in practice_work(cast[name], TODAY) if one.kind == "Return")


def test_a_return_without_a_story(cast):
    assert (item(cast).detail, item(cast).due) == ("", dt.date(2009, 2, 13))


def test_an_extension_moves_the_day_and_says_so(cast):
    grant_extension(
        practice=cast.alder,
        month=JANUARY,
        by=cast.max,
        until=dt.date(2009, 2, 27),
        reason="Illness",
        now=dt.datetime(2009, 2, 9, 9, tzinfo=dt.UTC),
    )
    found = item(cast)
    assert (found.detail, found.due) == ("Extension until 27 February 2009", dt.date(2009, 2, 27))


def test_who_entered_it_is_told_that_somebody_else_sends_it(cast):
    set_certifier(group=cast.dacorum, by=cast.max, differs=True, reason="Audit")
    make_return(cast.alder, JANUARY, counts={make_specialty(): (1, 1)}, by=cast.alice)
    assert "somebody else sends the return" in item(cast).detail


def test_an_answer_is_marked_for_the_reviewer(cast, as_user):
    make_return(cast.alder, JANUARY, "submitted", by=cast.alice, query_answer="Two clinics more.")
    make_return(cast.birch, JANUARY, "submitted", by=cast.charlie)
    assert next(iter(review_work(cast.max, calendar.today()))).detail == (
        "Alder Surgery (answers your question), Birch Surgery"
    )
    assert as_user("max").get("/referrals/review/").content.decode().count("Answers your question") == 1
    assert MonthlyReturn.objects.count() == 2
