"""What the home page asks of people about the plan."""

import datetime as dt

import pytest

from programmes.services.documents import record_download
from programmes.work.plans import plan_work
from tests.programmes import builders_plan as build

TODAY = dt.date(2009, 2, 20)


@pytest.fixture
def plan(cast):
    return build.make_plan(cast)


def asked(cast):
    """What each person is asked, by first name."""
    work = {name: [item.title for item in plan_work(cast[name], TODAY)] for name in cast.people}
    return {name: titles for name, titles in work.items() if titles}


def test_a_complete_draft_waits_for_sending(cast, plan):
    assert asked(cast) == {"max": ["Send the commissioning plan 2008/09 for signature"]}


def test_empty_sections_wait_for_whoever_completes_them(cast, plan):
    build.make_section(plan, 4, "Premises", completed_by="pct")
    build.make_section(plan, 5, "Budget", completed_by="both")
    assert asked(cast) == {
        "max": ["Complete 1 section of the commissioning plan 2008/09"],
        "pat": ["Complete 2 sections of the commissioning plan 2008/09"],
    }


SIGN = ["Sign the commissioning plan 2008/09"]
FOLLOW = ["Follow the signing of the commissioning plan 2008/09"]


def test_the_next_signatory_is_asked_to_sign_and_the_others_follow(cast, plan):
    build.send(plan, cast)
    others = {"pat": FOLLOW}
    assert asked(cast) == others | {"chris": SIGN, "peg": FOLLOW, "cal": FOLLOW}
    build.sign(plan, cast, "chris")
    assert asked(cast) == others | {"peg": SIGN, "cal": FOLLOW}
    build.sign(plan, cast, "peg")
    assert asked(cast) == others | {"cal": SIGN}


def test_who_follows_is_told_who_is_next(cast, plan):
    build.send(plan, cast)
    (item,) = plan_work(cast.cal, TODAY)
    assert item.detail == "0 of 3 have signed. Next: DacCom Executive Chair."


def test_the_signed_plan_waits_for_the_commissioner_until_taken(cast):
    plan = build.make_signed_plan(cast)
    document = build.make_document(plan.versions.get(), "sealed")
    assert asked(cast) == {"pat": ["Download the signed commissioning plan 2008/09"]}
    record_download(document=document, by=cast.pat)
    assert asked(cast) == {}


def test_work_takes_few_queries(cast, plan, django_assert_max_num_queries):
    build.send(plan, cast)
    assert cast.chris.access
    with django_assert_max_num_queries(4):
        list(plan_work(cast.chris, TODAY))
