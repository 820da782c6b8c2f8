"""The list of variations, one of them, and the form that writes one."""

from __future__ import annotations

import pytest

from budgets.models import Variation
from tests.budgets.builders import make_budget, make_category
from tests.budgets.builders_settings import make_reserve, make_setting, make_variation

LIST = "/budgets/daccom/2009-01/variations/"
NEW = f"{LIST}new/virement/"


@pytest.fixture
def published(cast):
    """2008/09 is published: £1,200 for Alder, £600 for Birch, £500 of contingency."""
    make_budget(cast.alder, 1200)
    make_budget(cast.birch, 600)
    cast.reserve = make_reserve(cast.dacorum)
    make_setting(
        cast.dacorum, year=2008, status="published", published_at="2008-03-19 12:00Z", published_by=cast.fin
    )
    return cast


def text(response):
    return " ".join(response.content.decode().split())


def typed(*lines, **fields):
    """What the form sends; each line is (place, category, amount)."""
    form = {"month": "2009-01", "is_recurrent": "no", "reason": "Long stays", "seen": "0", **fields}
    form |= {"lines-TOTAL_FORMS": str(max(len(lines), 10)), "lines-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        form |= {
            f"lines-{number}-{name}": value
            for name, value in zip(("place", "category", "amount"), line, strict=True)
        }
    return form


FROM_CONTINGENCY = ("contingency", "", "-£100"), ("E82902", "PRE", "100")


def test_the_list_shows_the_running_effect(published, as_user):
    make_variation(published.dacorum, [(published.alder, 50)])
    make_variation(published.dacorum, [(published.reserve, -20), (published.birch, 20)], kind="virement")
    page = text(as_user("alice").get(LIST))
    for amount in ("£1,800.00", "£1,850.00", "£1,870.00", "−£20.00", "£480.00"):
        assert amount in page


def test_it_says_what_next_year_starts_from(published, as_user):
    make_variation(published.dacorum, [(published.alder, 50)], is_recurrent=False)
    page = text(as_user("erin").get(LIST))
    assert "+£50.00" in page
    assert (
        '£1,250.00</strong></td> <td class="nhsuk-table__cell nhsuk-table__cell--numeric">£1,200.00' in page
    )


def test_a_year_without_variations_says_so(published, as_user):
    assert "No budget of this year was changed" in text(as_user("erin").get(LIST))


def test_a_year_that_is_not_published_says_so(cast, as_user):
    page = text(as_user("fin").get(LIST))
    assert "not published here yet" in page
    assert "Write a variation" not in page


@pytest.mark.parametrize(
    ("person", "offered"), [("fin", ["variation", "virement"]), ("max", ["virement"]), ("erin", [])]
)
def test_each_is_offered_what_they_may_write(published, as_user, person, offered):
    page = text(as_user(person).get(LIST))
    assert [kind for kind in ("variation", "virement") if f"Write a {kind}" in page] == offered


def test_every_line_is_in_the_file(published, as_user):
    make_variation(published.dacorum, [(published.alder, 50), (published.reserve, -50)], kind="virement")
    sent = as_user("alice").get(LIST, {"table": "variations", "as": "csv"}).content.decode()
    assert "Contingency,,-50.00" in sent
    assert "Alder Surgery,Prescribing,50.00" in sent


@pytest.mark.parametrize("table", ["reserves", "by-practice", "by-category"])
def test_every_table_is_a_workbook_too(published, as_user, table):
    assert as_user("alice").get(LIST, {"table": table, "as": "xlsx"}).status_code == 200


def test_one_variation_says_who_when_and_why(published, as_user):
    make_variation(published.dacorum, [(published.alder, 50)], is_recurrent=False)
    page = text(as_user("alice").get(f"{LIST}1/"))
    for words in ("Agreed by Fin on 18 February 2009", "The tariff was corrected", "Comes once"):
        assert words in page


def test_a_number_that_was_never_given_is_not_found(published, as_user):
    assert as_user("alice").get(f"{LIST}1/").status_code == 404


def test_a_virement_is_written(published, as_user):
    sent = as_user("max").post(NEW, typed(*FROM_CONTINGENCY))
    made = Variation.objects.get()
    assert sent.url == f"{LIST}1/"
    assert (made.kind, made.agreed_by, made.lines.count()) == ("virement", published.max, 2)


def test_what_is_sent_twice_is_agreed_once(published, as_user):
    as_user("max").post(NEW, typed(*FROM_CONTINGENCY))
    page = as_user("max").post(NEW, typed(*FROM_CONTINGENCY))
    assert page.status_code == 409
    assert "Number 1 was agreed after you opened this page" in text(page)
    assert "Long stays" in text(page)
    assert 'name="seen" value="1"' in text(page)
    assert Variation.objects.count() == 1
    as_user("max").post(NEW, typed(*FROM_CONTINGENCY, seen="1"))
    assert Variation.objects.count() == 2


def test_only_finance_brings_money(published, as_user):
    page = as_user("max").post(f"{LIST}new/variation/", typed(("E82902", "PRE", "100")))
    assert page.status_code == 403
    assert not Variation.objects.exists()


def test_another_kind_is_no_page(published, as_user):
    assert as_user("fin").get(f"{LIST}new/gift/").status_code == 404


def test_a_virement_that_is_not_nought_keeps_every_line(published, as_user):
    lines = (*FROM_CONTINGENCY, ("E82901", "PRE", "12.50"))
    page = as_user("fin").post(NEW, typed(*lines))
    assert page.status_code == 422
    assert "These come to £12.50 more than nought" in text(page)
    assert 'value="12.50"' in text(page)


def test_more_than_ten_lines_are_kept(published, as_user):
    page = as_user("fin").post(NEW, typed(*[("E82901", "PRE", "1")] * 12, reason=""))
    assert page.status_code == 422
    assert 'name="lines-11-amount"' in text(page)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("", "PRE", "5"), "Select a practice or reserve in line 1"),
        (("E82901", "", "5"), "Select a category in line 1"),
        (("contingency", "PRE", "5"), "A reserve has no category"),
        (("E82901", "PRE", ""), "Enter an amount other than 0 in line 1"),
        (("E82901", "PRE", "0"), "Enter an amount other than 0 in line 1"),
        (("E82903", "PRE", "5"), "Select a valid choice"),
    ],
)
def test_half_a_line_is_refused_where_it_lacks(published, as_user, line, words):
    page = as_user("fin").post(NEW, typed(line))
    assert page.status_code == 422
    assert words in text(page)


def test_only_categories_that_are_managed_here_are_offered(published, as_user):
    make_category("HMP", "HMP The Mount", outside_pbc=True)
    make_category("ACU-EL", "Elective", parent=make_category("ACU", "Acute commissioning"))
    page = text(as_user("fin").get(NEW))
    assert ">Elective</option>" in page
    assert ">Acute commissioning</option>" not in page
    assert ">HMP The Mount</option>" not in page


def test_the_two_tables_add_up_by_main_category(published, as_user):
    acute = make_category("ACU", "Acute commissioning")
    make_budget(published.alder, 50, make_category("ACU-EL", "Elective", parent=acute))
    make_budget(published.alder, 7, make_category("HMP", "HMP The Mount", outside_pbc=True))
    page = text(as_user("erin").get(LIST))
    assert "Acute commissioning</th>" in page
    assert page.count("£1,850.00") >= 2
    assert "HMP The Mount" not in page
