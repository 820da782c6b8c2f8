"""The pages of activity: what they say, whose figures they give, their files, how much they read."""

from __future__ import annotations

import pytest

from referrals.models import Specialty
from referrals.selectors.measure_rates import known_facts
from referrals.selectors.pods import pod_activity
from referrals.spans import MONTH, YEAR, Span
from tests.cast import make_practice
from tests.referrals.builders import DECEMBER, JANUARY
from tests.referrals.builders_facts import make_activity, make_fact, make_list, make_referrals

MONTH_OF = "/referrals/rates/daccom/2009-01/"
PAGES = ["points-of-delivery", "specialties", "follow-up", "reduction"]


@pytest.fixture
def one(cast):
    """Alder’s January, with a list; Birch has nothing."""
    make_list(cast.alder)
    make_fact(cast.alder, referrals=50, activity={"OPFA": 50, "OPFUP": 100, "EL": 3, "DC": 40})
    make_referrals(cast.alder, 50)
    make_activity(cast.alder, "OPFA", 50)
    make_activity(cast.alder, "OPFUP", 100)


def text(client, page):
    return " ".join(client.get(f"{MONTH_OF}{page}").content.decode().split())


def pods(cast, kind=MONTH, user="erin"):
    span = Span(kind, JANUARY)
    return pod_activity(known_facts(group=cast.dacorum, user=cast[user], spans=[span]), span)


def total(found, pod):
    return next(row for row in found.totals if row.pod == pod)


def test_points_of_delivery_of_the_group(cast, one):
    first = total(pods(cast), "OPFA")
    assert (first.activity, first.rate, first.cost, first.average) == (50, 10, 5_000, 100)
    assert pods(cast).cost == 19_300


def test_a_small_number_of_the_whole_group_is_left_out(cast, one):
    elective = total(pods(cast), "EL")
    assert (elective.activity, elective.rate, elective.average) == (None, None, None)


def test_what_a_small_number_of_the_group_follows_from_is_left_out_with_it(cast, one):
    """The rates give 43 elective admissions and day cases: less 40 day cases that is 3."""
    assert total(pods(cast), "DC").activity is None
    assert total(pods(cast), "OPFA").activity == 50


def test_without_lists_there_are_events_and_no_rates(cast):
    make_fact(cast.alder, activity={"OPFA": 50})
    found = pods(cast)
    assert (total(found, "OPFA").activity, total(found, "OPFA").rate) == (50, None)
    assert found.practices[0].why_not == "no list size"


def test_a_practice_without_activity_is_missing(cast, one):
    birch = pods(cast).practices[1]
    assert (birch.why_not, birch.rates, birch.months_known) == ("missing", {}, 0)


def test_split_points_of_delivery_are_hidden_together(cast, one):
    make_list(cast.birch)
    make_fact(cast.birch, activity={"EL": 30, "DC": 60, "OPFA": 70})
    alder, birch = (row.rates for row in pods(cast).practices)
    assert [alder["EL"], alder["DC"], birch["EL"], birch["DC"]] == [None] * 4
    assert (alder["OPFA"], birch["OPFA"]) == (10, 14)
    assert pods(cast, user="alice").practices[0].rates["EL"] == 0.6


def test_who_left_is_in_the_year(cast, one):
    make_fact(cast.birch, DECEMBER, activity={"OPFA": 70})
    cast.birch.closed_on = DECEMBER.last
    cast.birch.save()
    assert pods(cast, YEAR).practices[1].left == "closed on 31 December 2008"
    assert len(pods(cast).practices) == 1


@pytest.mark.parametrize("page", PAGES)
def test_pages_say_what_is_left_out(as_user, one, page):
    Specialty.objects.update(is_high_volume=True)
    assert "Missing is not nought." in text(as_user("rita"), f"{page}/?span=quarter")


@pytest.mark.parametrize("page", PAGES[1:2])
def test_nothing_known_is_said(as_user, page):
    assert "Nothing is known of these months" in text(as_user("rita"), f"{page}/")


def test_direction_and_baseline_are_said(as_user, one):
    Specialty.objects.update(is_high_volume=True)
    assert "fewer are better" in text(as_user("rita"), "follow-up/")
    assert "The baseline is the same months of the year before." in text(as_user("rita"), "reduction/")


@pytest.mark.parametrize("page", ["specialties", "reduction"])
def test_only_ones_own_practice_can_be_picked(as_user, one, page):
    assert as_user("alice").get(f"{MONTH_OF}{page}/?practice=E82901").context["practice"].ods_code == "E82901"
    assert as_user("charlie").get(f"{MONTH_OF}{page}/?practice=E82901").status_code == 404
    assert as_user("erin").get(f"{MONTH_OF}{page}/?practice=E82901").status_code == 404


def test_one_specialty_is_picked(as_user, one):
    page = text(as_user("charlie"), "follow-up/?specialty=330&span=month")
    assert "Outpatients by practice, Dermatology, January 2009" in page
    assert "2.0" in page
    assert as_user("charlie").get(f"{MONTH_OF}follow-up/?specialty=xyz").context["specialty"] is None


@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("points-of-delivery", "group"),
        ("points-of-delivery", "practices"),
        ("specialties", "specialties"),
        ("follow-up", "practices"),
        ("follow-up", "specialties"),
        ("reduction", "referrals"),
        ("reduction", "first-attendances"),
    ],
)
def test_every_table_is_a_file(as_user, one, page, table):
    for kind in ("csv", "xlsx"):
        assert as_user("erin").get(f"{MONTH_OF}{page}/?table={table}&as={kind}").status_code == 200


def test_the_months_keep_what_was_picked(as_user, one):
    steps = as_user("erin").get(f"{MONTH_OF}follow-up/?span=quarter").context["steps"]
    assert steps["previous"]["href"].endswith("/2008-12/follow-up/?span=quarter")


@pytest.mark.parametrize("page", PAGES)
def test_queries_do_not_grow_with_the_practices(cast, as_user, one, django_assert_max_num_queries, page):
    for number in range(12):
        practice = make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum)
        make_list(practice)
        make_fact(practice, referrals=50, activity={"OPFA": 50})
        make_activity(practice)
    client = as_user("erin")
    client.get(f"{MONTH_OF}{page}/")
    with django_assert_max_num_queries(14):
        client.get(f"{MONTH_OF}{page}/")
