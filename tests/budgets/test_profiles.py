"""How a year falls on its months: the sums, last year's shape, saving."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.models import SpendProfile
from budgets.profiles import EVEN, difference, falling_on, shape_of
from budgets.selectors.profiles import last_shape
from budgets.services.profiles import save_profile
from daccom import audit, calendar
from daccom.errors import Refused
from tests.budgets.builders import YEAR, make_acute, make_category, make_spend

ADDRESS = "/budgets/daccom/2009-01/profiles/PRE/"
WINTER = [Decimal(8)] * 10 + [Decimal("9.99"), Decimal("10.01")]
PENNIES = st.decimals(min_value=0, max_value=10**8, places=2)


@given(st.lists(PENNIES, min_size=12, max_size=12))
def test_a_shape_is_always_a_hundred_percent(spent):
    shape = shape_of(spent)
    assert (shape is None) == (sum(spent) == 0)
    if shape:
        assert sum(shape) == 100
        assert all(share == share.quantize(Decimal("0.01")) for share in shape)


@given(st.lists(PENNIES, min_size=12, max_size=12).filter(any), PENNIES)
def test_all_months_have_the_whole_budget(spent, budget):
    shape = tuple(share / 100 for share in shape_of(spent))
    assert falling_on(budget, range(1, 13), shape) == budget


@pytest.mark.parametrize("spent", [[Decimal(1)] * 11, [Decimal(1)] * 11 + [Decimal(-1)], [Decimal(0)] * 12])
def test_a_year_that_has_no_shape(spent):
    assert shape_of(spent) is None


def test_twelfths_are_a_hundred_percent():
    assert difference(EVEN) == 0


def save(cast, percentages=WINTER, edition=0, category=None):
    return save_profile(
        group=cast.dacorum,
        year=YEAR,
        category=category or make_category(),
        percentages=percentages,
        source="Last winter",
        edition=edition,
        by=cast.fin,
        now=calendar.now(),
    )


def test_a_profile_is_saved_and_corrected(cast):
    save(cast)
    profile = save(cast, [*WINTER[::-1]], edition=1)
    assert (profile.m1, profile.edition) == (1001, 2)
    assert audit.history(profile).first().changes["m1"] == ["800", "1001"]


@pytest.mark.parametrize("edition", [0, 2])
def test_somebody_elses_profile_is_not_overwritten(cast, edition):
    save(cast)
    with pytest.raises(Refused, match="Somebody else saved"):
        save(cast, list(EVEN), edition)
    assert SpendProfile.objects.get().m1 == 800


def test_what_is_no_hundred_percent_is_refused(cast):
    with pytest.raises(Refused, match=r"do not come to 100%"):
        save(cast, [Decimal(8)] * 12)


def test_a_category_beneath_another_has_no_profile(cast):
    with pytest.raises(Refused, match="beneath another"):
        save(cast, category=make_acute()[1])


def post_year(cast, practices, skip=()):
    for month in YEAR.previous().months:
        for practice in practices:
            if (practice, month) not in skip:
                make_spend(practice, 200 if month.number == 12 else 100, month)


def shape(cast):
    return last_shape(group=cast.dacorum, category=make_category(), year=YEAR, user=cast.fin)


def test_last_years_shape_is_that_of_its_spend(cast):
    post_year(cast, [cast.alder, cast.birch])
    found = shape(cast)
    assert (found.missing, sum(found.percentages)) == ([], 100)
    assert (found.percentages[0], found.percentages[11]) == (Decimal("7.70"), Decimal("15.39"))


def test_a_year_with_a_missing_month_offers_no_shape(cast):
    march = YEAR.previous().months[11]
    post_year(cast, [cast.alder, cast.birch], skip=[(cast.alder, march)])
    found = shape(cast)
    assert (found.percentages, found.missing) == (None, [march])


def test_a_year_without_spend_misses_every_month(cast):
    assert len(shape(cast).missing) == 12


def typed(percentages=WINTER, edition=0):
    fields = {f"m{number}": str(share) for number, share in enumerate(percentages, 1)}
    return {**fields, "source": "Agreed", "edition": str(edition)}


@pytest.mark.parametrize("name", ["fin", "max"])
def test_finance_and_the_programme_manager_set_profiles(cast, as_user, name):
    make_category()
    assert as_user(name).post(ADDRESS, typed()).status_code == 302
    assert SpendProfile.objects.get().set_by == cast[name]


def test_others_read_profiles_and_do_not_set_them(cast, as_user):
    make_category()
    save(cast)
    client = as_user("erin")
    assert b"Save this profile" not in client.get(ADDRESS).content
    assert b"Prescribing falls most on March 2009" in client.get("/budgets/daccom/2009-01/profiles/").content
    assert client.post(ADDRESS, typed()).status_code == 403


def test_the_sum_and_the_difference_are_named_and_nothing_is_lost(cast, as_user):
    make_category()
    answer = as_user("fin").post(ADDRESS, typed([*WINTER[:11], Decimal("9.51")]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "come to 99.50%, 0.50% under 100%" in page
    assert 'value="9.51"' in page


@pytest.mark.parametrize("share", ["", "x", "-1", "101", "8.333", "1e1"])
def test_what_is_no_percentage_is_refused(cast, as_user, share):
    make_category()
    assert as_user("fin").post(ADDRESS, {**typed(), "m3": share}).status_code == 422


def test_a_stale_form_is_a_conflict_and_keeps_what_was_typed(cast, as_user):
    save(cast)
    answer = as_user("fin").post(ADDRESS, typed(WINTER[::-1]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="10.01"' in page
    assert 'name="edition" value="1"' in page


def test_the_form_starts_from_last_year_or_from_twelfths(cast, as_user):
    post_year(cast, [cast.alder, cast.birch])
    client = as_user("fin")
    assert "Spend of 2007/08" in client.get(f"{ADDRESS}?start=last").content.decode()
    assert 'value="8.33"' in client.get(f"{ADDRESS}?start=even").content.decode()


def test_missing_months_of_last_year_are_named(cast, as_user):
    make_category()
    page = as_user("fin").get(f"{ADDRESS}?start=last").content.decode()
    assert "April 2007" in page
    assert "cannot be offered" in page


def test_a_year_in_credit_offers_no_shape(cast, as_user):
    post_year(cast, [cast.alder])
    post_year(cast, [cast.birch], skip=[(cast.birch, YEAR.previous().months[0])])
    make_spend(cast.birch, -500, YEAR.previous().months[0])
    assert "a month is in credit" in as_user("fin").get(ADDRESS).content.decode()


@pytest.mark.parametrize("code", ["NONE", "GMS"])
def test_what_has_no_profile_is_no_page(cast, as_user, code):
    make_category("GMS", "GMS payments", outside_pbc=True)
    assert as_user("fin").get(f"/budgets/daccom/2009-01/profiles/{code}/").status_code == 404


def test_without_a_profile_the_page_says_so(cast, as_user):
    make_category()
    client = as_user("erin")
    assert b"No profile is set for this year" in client.get("/budgets/daccom/2009-01/profiles/").content
    assert b"has no profile" in client.get(ADDRESS).content


def test_the_position_names_the_profiles_it_follows(cast, as_user):
    make_spend(cast.alder)
    save(cast)
    page = as_user("erin").get("/budgets/daccom/2009-01/").content.decode()
    assert "follows the profile of Prescribing" in page


def test_profiles_are_a_file_too(cast, as_user):
    save(cast)
    answer = as_user("erin").get("/budgets/daccom/2009-01/profiles/?table=profiles&as=csv")
    assert "Prescribing,8.00" in answer.content.decode()
