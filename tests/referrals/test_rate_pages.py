"""The pages of rates: what they say, what they leave out, their files, and how much they read."""

from __future__ import annotations

import datetime as dt

import pytest

from daccom.calendar import Month
from practices.models import ListSize
from referrals.funnels import funnel
from referrals.measure_definitions import measure_definition
from referrals.measure_words import beyond_adjusted, lead, names, verdict_tag
from referrals.models import Measure
from referrals.selectors.measure_rates import measure_rates
from referrals.spans import MONTH, YEAR, Span
from tests.cast import make_practice
from tests.referrals.builders import JANUARY, make_list_size, make_specialty
from tests.referrals.builders_clinicians import make_clinician, make_return_by_clinician
from tests.referrals.builders_facts import make_fact, make_list, make_reference

RATES = "/referrals/rates/daccom/2009-01/"


@pytest.fixture
def two(cast):
    """Alder with fewer and Birch with more than expected."""
    make_reference(cast.pct)
    for practice, events in ((cast.alder, 100), (cast.birch, 300)):
        make_list(practice)
        make_fact(practice, referrals=events, activity={"NEL": events})


def found(cast, measure=Measure.REFERRALS, kind=MONTH):
    return measure_rates(group=cast.dacorum, user=cast.erin, measure=measure, span=Span(kind, JANUARY))


def text(client, address=RATES):
    return " ".join(client.get(address).content.decode().split())


def test_a_rate_stands_with_its_list_and_its_verdict(as_user, two):
    page = text(as_user("rita"))
    assert "Registered patients on 1 January 2008 (Test)." in page
    assert "400, which is 40.0 per 1,000 patients." in page
    assert "High (0.001)" in page
    assert "the picture and the verdict may differ" in page


def test_the_direction_of_better_is_said(as_user, two):
    assert "Neither more nor fewer is better in itself" in text(as_user("erin"))
    assert "Fewer are better" in text(as_user("erin"), f"{RATES}?measure=emergency")


def test_the_tag_of_more_depends_on_the_direction(cast, two):
    assert [verdict_tag(row) for row in found(cast).rows] == ["blue", "purple"]
    assert [verdict_tag(row) for row in found(cast, Measure.EMERGENCY).rows] == ["green", "orange"]


def test_money_has_no_funnel(as_user, two):
    page = text(as_user("erin"), f"{RATES}?measure=acute_cost&span=year")
    assert "pounds are not events" in page
    assert "Standardised rate" not in page


def test_a_missing_return_is_named(cast, as_user):
    make_list(cast.alder)
    make_fact(cast.alder, referrals=100)
    page = text(as_user("erin"))
    assert "Missing, and not counted as nought: 1 practice (Birch Surgery)." in page
    assert "no reference population" in page


def test_missing_months_are_counted(cast, two):
    assert "18 practice-months" in lead(found(cast, kind=YEAR))[-1]


def test_without_any_figures_the_page_says_so(as_user):
    assert "There is no rate for January 2009" in text(as_user("erin"))


def test_a_nil_return_and_a_small_one(cast, as_user, two):
    cast.alder.facts.update(referrals=0, is_nil=True)
    page = text(as_user("erin"))
    assert "nil" in page
    assert "withheld" in page
    cast.alder.facts.update(referrals=3, is_nil=False)
    assert "not shown" in text(as_user("erin"))


def test_all_as_expected(cast, two):
    cast.birch.facts.update(referrals=100)
    assert lead(found(cast))[1].startswith("Every practice lies where")


def test_a_practice_without_a_list_is_in_the_sum_only(cast, two):
    make_fact(make_practice("Oak Lodge", "E83998", cast.dacorum), referrals=50)
    cast.birch.facts.update(referrals=100)
    said = lead(found(cast))
    assert "In the sum, and without a list size not in the rate: Oak Lodge." in said[1]
    assert said[2].startswith("Each of 2 practices judged lies where")


def test_practices_that_differ_more_than_chance_have_adjusted_limits(cast, as_user, two):
    measured = found(cast)
    assert measured.spread.phi > 1
    assert [beyond_adjusted(measured, row) for row in measured.rows] == [False, False]
    page = text(as_user("erin"))
    assert "Overdispersion" in page
    assert "none lies outside the limits" in page
    assert "within adjusted limits" in page


def test_one_beyond_adjusted_limits_is_named(cast, two):
    for number in range(9):
        practice = make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum)
        make_list(practice)
        make_fact(practice, referrals=180 + 10 * (number % 3))
    make_list(odd := make_practice("Odd Surgery", "E83999", cast.dacorum))
    make_fact(odd, referrals=900)
    assert lead(found(cast))[-1].startswith("Allowing for how much practices differ anyway, only Odd Surgery")


def test_the_funnel_draws_who_may_be_drawn(cast, two):
    make_list(few := make_practice("Few Surgery", "E83001", cast.dacorum))
    make_fact(few, referrals=7)
    chart = funnel(found(cast))
    assert [row[0] for row in chart.rows] == ["Birch Surgery", "Alder Surgery"]
    assert "Not drawn, with fewer than 10 events: Few Surgery." in chart.sentence
    assert chart.wide.svg.count("Birch Surgery") > 0


def test_one_practice_has_no_funnel(cast):
    make_reference(cast.pct)
    make_list(cast.alder)
    make_fact(cast.alder, referrals=100)
    assert funnel(found(cast)) is None


def test_many_names_are_shortened(cast, two):
    rows = found(cast).rows
    assert names(rows) == "Alder Surgery and Birch Surgery"
    assert names(rows * 4) == "Alder Surgery, Birch Surgery, " * 2 + "Alder Surgery, Birch Surgery and 2 more"


def test_two_sources_of_lists_are_told_apart(cast, as_user, two):
    ListSize.objects.filter(practice=cast.birch).update(source="Another count")
    assert text(as_user("erin")).count("Another count") == 2


def test_the_file_holds_what_the_page_shows(cast, as_user, two):
    cast.alder.facts.update(referrals=3)
    rows = as_user("erin").get(f"{RATES}?table=practices&as=csv").content.decode().splitlines()
    assert rows[1].startswith("Alder Surgery,5000,")
    assert "not shown" in rows[1]
    assert as_user("erin").get(f"{RATES}?table=practices&as=xlsx").status_code == 200


@pytest.mark.parametrize("query", ["?measure=nonsense", "?span=century", "?table=x&as=pdf"])
def test_an_odd_question_gets_an_answer(as_user, two, query):
    assert as_user("erin").get(f"{RATES}{query}").status_code in (200, 404)


def test_a_practice_of_another_group_is_not_found(as_user):
    assert as_user("erin").get(f"{RATES}E82903/").status_code == 404


def test_a_month_before_the_group(as_user):
    assert "No practice belonged" in text(as_user("erin"), "/referrals/rates/daccom/2005-05/")


def test_the_way_in_keeps_what_was_picked(as_user):
    client = as_user("erin")
    picked = client.get("/referrals/rates/?group=daccom&month=2008-11&measure=emergency&span=year")
    assert picked.url == "/referrals/rates/daccom/2008-11/?measure=emergency&span=year"
    assert client.get("/referrals/rates/?month=soon").status_code == 404
    assert client.get("/referrals/rates/?group=watcom").status_code == 404


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_is_defined(as_user, measure):
    definition = measure_definition(measure)
    assert definition.checked_by != definition.author
    assert definition.checked_on <= dt.date.today()
    assert definition.source in text(as_user("rita"), f"/referrals/rates/definitions/{measure.value}/")


def test_no_such_definition(as_user):
    assert as_user("rita").get("/referrals/rates/definitions/luck/").status_code == 404
    assert as_user("nobody").get("/referrals/rates/definitions/emergency/").status_code == 403


def test_a_practice_beside_the_group(as_user, two):
    page = text(as_user("charlie"), f"{RATES}E82901/?span=quarter")
    assert "Alder Surgery beside the group, November 2008 to January 2009" in page
    assert "?span=quarter&amp;measure=emergency" in page


def test_clinicians_are_for_their_own_practice(cast, as_user, two):
    anna = make_clinician(cast.alder, "Dr Anna Ash")
    grids = {anna: {make_specialty(): (20, 4)}, make_clinician(cast.alder, "Dr Nil"): None}
    make_return_by_clinician(cast.alder, grids, JANUARY, "submitted")
    own, others = (text(as_user(name), f"{RATES}E82901/") for name in ("bob", "charlie"))
    assert "Dr Anna Ash" in own
    assert "Referrals by clinician" in own
    assert "Dr Anna Ash" not in others
    assert "Referrals by clinician" not in others


@pytest.mark.parametrize("practices", [3, 30])
def test_queries_do_not_grow_with_the_practices(cast, as_user, django_assert_max_num_queries, practices):
    for number in range(practices):
        practice = make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum)
        make_list_size(practice)
        make_fact(practice, Month(dt.date(2009, 1, 1)), referrals=20)
    client = as_user("erin")
    client.get(RATES)
    with django_assert_max_num_queries(9):
        client.get(RATES)
