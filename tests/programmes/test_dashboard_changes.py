"""What changed of a kept month, figure by figure."""

from __future__ import annotations

import pytest

from budgets.models import MonthlySpend
from programmes.figures.changes import differences
from programmes.models import SavingsMonth
from programmes.services.snapshots import take_snapshot
from tests.programmes.builders_figures import JANUARY, figures_of, fill_group, make_facts
from tests.referrals.builders import make_return

DECEMBER = JANUARY.previous()
ADDRESS = "/programmes/dashboard/daccom/2008-12/changes/"


@pytest.fixture
def kept(cast):
    fill_group(cast)
    return take_snapshot(group=cast.dacorum, month=DECEMBER)


def test_nothing_changed(as_user, kept):
    assert "Nothing changed" in as_user("erin").get(ADDRESS).content.decode()


def test_every_kind_of_figure_is_compared(cast):
    fill_group(cast)
    before = figures_of(cast)
    MonthlySpend.objects.filter(practice=cast.alder, month=JANUARY.first).update(amount="-20.50")
    SavingsMonth.objects.filter(month=JANUARY.first).update(actual=55, evidence="Counted")
    make_facts(cast.alder, months=1, referrals=300, recovered=100, challenged_gross=100, challenges=1)
    make_return(cast.birch, DECEMBER, "submitted", nil_referrals=True)
    found = {one.what: one for one in differences(before, figures_of(cast))}
    assert {one.subject for one in found.values()} == {
        "returns", "money", "forecast", "activity", "savings", "challenges",
    }  # fmt: skip
    spend = found["Alder Surgery: spend to date"]
    assert (spend.then, spend.now) == ("£1,050", "£924.50")
    assert found["Birch Surgery, December 2008"].then == "Missing"
    assert found["Referrals, January 2009"].now == "400"
    assert found["1.1 Clinical assessment: saved"].now == "£865"


def test_the_page_lists_them_with_todays_rows(cast, as_user, kept):
    MonthlySpend.objects.filter(practice=cast.alder, month=DECEMBER.first).update(amount=0)
    page = as_user("erin").get(ADDRESS).content.decode()
    assert "Alder Surgery: spend to date" in page
    assert 'href="/budgets/daccom/2008-12/"' in page


def test_the_list_is_had_as_a_file(cast, as_user, kept):
    MonthlySpend.objects.filter(practice=cast.alder, month=DECEMBER.first).update(amount=0)
    answer = as_user("erin").get(f"{ADDRESS}?table=changes&as=csv")
    assert b"Alder Surgery: spend to date" in b"".join(answer)


def test_what_came_and_went_is_not_there(cast, kept):
    before = figures_of(cast)
    SavingsMonth.objects.all().delete()
    found = differences(before, figures_of(cast))
    assert ("£810", "missing") in [(one.then, one.now) for one in found]


def test_a_month_that_is_not_kept_has_no_changes(as_user):
    assert as_user("erin").get(ADDRESS.replace("2008-12", "2009-01")).status_code == 404
