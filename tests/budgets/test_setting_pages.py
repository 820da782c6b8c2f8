"""The pages of a worksheet: what readers see, and how PCT finance starts, saves and publishes it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import BudgetSetting, IndicativeBudget
from budgets.work.setting import budgets_to_publish
from daccom import calendar
from practices.models import Role
from tests.budgets.builders import make_budget, make_category
from tests.budgets.builders_settings import make_historic, make_weight
from tests.cast import give_role, make_practice
from tests.practices.builders import make_list

PAGE = "/budgets/daccom/2009-04/worksheet/"
TERMS = {
    "total": "2,000",
    "contingency": "50",
    "risk_pool": "30",
    "uplift_low": "6.5",
    "uplift_high": "7.5",
    "uplift": "7%",
    "pace_of_change": "50",
    "edition": "1",
}


def text(response):
    return " ".join(response.content.decode().split())


def publish(draft):
    BudgetSetting.objects.update(
        status="published", published_at=draft.setting.saved_at, published_by=draft.fin
    )


def test_finance_reads_each_step(draft, as_user):
    page = text(as_user("fin").get(PAGE))
    for amount in ("£600.00", "£636.00", "£500.00", "£550.00", "+20.00%", "+10.00%"):
        assert amount in page
    assert "leaves £1,000 for practices, £60 less than the uplifted amounts" in page


def test_practices_do_not_see_a_draft(draft, as_user):
    page = text(as_user("alice").get(PAGE))
    assert "No worksheet of this year can be read here" in page
    assert "Start the worksheet" not in page


def test_practices_see_what_is_published(draft, as_user):
    publish(draft)
    assert "£550.00" in text(as_user("alice").get(PAGE))


def test_the_groups_own_people_see_the_draft_without_its_buttons(draft, as_user):
    page = text(as_user("erin").get(PAGE))
    assert "£550.00" in page
    assert "Change the terms" not in page


def test_practices_that_go_their_own_way_are_explained(draft, as_user):
    make_weight(draft.setting, make_practice("Cedar Surgery", "E82904", draft.dacorum))
    merged = make_practice("Dogwood Surgery", "E82905", successor=draft.alder)
    make_historic(draft.setting, merged, -5, make_category("ENH", "Enhanced services"))
    gone = make_practice("Elder Surgery", "E82906")
    make_historic(draft.setting, gone, 77)
    draft.setting.weights.filter(practice=draft.birch).update(patients=None, counted_on=None)
    page = text(as_user("fin").get(PAGE))
    assert "It has no history, so it gets its fair share at once" in page
    assert "The history of Dogwood Surgery is its own now. A category that ended as a credit" in page
    assert "no successor in it: its £77 are not counted" in page
    assert "it keeps its part by history" in page


def test_a_list_of_nobody_and_a_closed_category_are_explained(draft, as_user):
    closed = make_category("OLD", "Old scheme", closed_from="2009-04-01")
    make_historic(draft.setting, draft.alder, 10, closed)
    draft.setting.weights.filter(practice=draft.birch).update(patients=0)
    page = text(as_user("fin").get(PAGE))
    assert "Its list has nobody on it" in page
    assert "Old scheme" in page


@pytest.mark.parametrize("table", ["steps", "categories"])
def test_both_tables_are_files(draft, as_user, table):
    sent = as_user("erin").get(PAGE, {"table": table, "as": "csv"})
    assert "Alder Surgery" in sent.content.decode()
    assert "550.00" in sent.content.decode()


def test_a_practice_gets_no_file_of_a_draft(draft, as_user):
    assert as_user("alice").get(PAGE, {"table": "steps", "as": "csv"}).status_code == 404


def test_finance_starts_a_worksheet(cast, as_user):
    make_budget(cast.alder, 1200)
    make_list(cast.alder, 1000)
    sent = as_user("fin").post(f"{PAGE}start/", {**TERMS, "basis": "budgets"})
    assert sent.url == PAGE
    assert BudgetSetting.objects.get().uplift == 7


def test_starting_without_any_history_says_so_at_the_basis(cast, as_user):
    page = as_user("fin").post(f"{PAGE}start/", {**TERMS, "basis": "outturn"})
    assert page.status_code == 422
    assert "no budget or spend of 2008/09 is known" in text(page)


def test_a_started_worksheet_is_opened_instead(draft, as_user):
    assert as_user("fin").get(f"{PAGE}start/").url == PAGE


def test_terms_are_saved(draft, as_user):
    sent = as_user("fin").post(f"{PAGE}terms/", TERMS)
    assert sent.url == PAGE
    assert BudgetSetting.objects.get().total == 2000


def test_an_uplift_outside_the_range_is_refused_at_its_field(draft, as_user):
    page = as_user("fin").post(f"{PAGE}terms/", {**TERMS, "uplift": "8"})
    assert page.status_code == 422
    assert 'href="#id_uplift"' in text(page)
    assert "The uplift of 8.00% is outside the stated range of 6.50% to 7.50%" in text(page)


@pytest.mark.parametrize("typed", ["1e1", "NaN", "٧", "-1", "1234"])
def test_a_percentage_is_written_in_plain_digits(draft, as_user, typed):
    page = as_user("fin").post(f"{PAGE}terms/", {**TERMS, "pace_of_change": typed})
    assert page.status_code == 422


def test_terms_that_were_overtaken_lose_nothing(draft, as_user):
    as_user("fin").post(f"{PAGE}terms/", TERMS)
    page = as_user("fin").post(f"{PAGE}terms/", {**TERMS, "total": "2,345"})
    assert page.status_code == 409
    assert 'value="2,345"' in text(page)
    assert 'name="edition" value="2"' in text(page)
    assert "£2,000" in text(page)


def test_weights_are_saved_with_their_source(draft, as_user):
    typed = {"weight_E82901": "1.25", "weight_E82902": "1", "source": "Toolkit 2009", "edition": "1"}
    as_user("fin").post(f"{PAGE}weights/", typed)
    assert draft.setting.weights.get(practice=draft.alder).weight == Decimal("1.25")


def test_a_changed_weight_asks_for_its_source(draft, as_user):
    typed = {"weight_E82901": "1.25", "weight_E82902": "1", "edition": "1"}
    page = as_user("fin").post(f"{PAGE}weights/", typed)
    assert page.status_code == 422
    assert "Say where the weights that you change come from" in text(page)


def test_weights_that_were_overtaken_lose_nothing(draft, as_user):
    as_user("fin").post(f"{PAGE}terms/", TERMS)
    typed = {"weight_E82901": "1.25", "weight_E82902": "1", "source": "Toolkit", "edition": "1"}
    page = as_user("fin").post(f"{PAGE}weights/", typed)
    assert page.status_code == 409
    assert 'value="1.25"' in text(page)


def test_the_lists_of_today_are_read_again(draft, as_user):
    make_list(draft.alder, 3000)
    typed = {"weight_E82901": "1", "weight_E82902": "1", "edition": "1", "again": "again"}
    as_user("fin").post(f"{PAGE}weights/", typed)
    assert draft.setting.weights.get(practice=draft.alder).patients == 3000
    assert draft.setting.weights.get(practice=draft.birch).patients is None


def test_the_totals_are_read_before_publishing(draft, as_user):
    page = text(as_user("fin").get(f"{PAGE}publish/"))
    assert "This cannot be undone" in page
    assert "£1,100.00" in page


def test_publishing_writes_the_budgets(draft, as_user):
    assert as_user("fin").post(f"{PAGE}publish/", {"edition": "1"}).url == PAGE
    assert IndicativeBudget.objects.count() == 2


def test_publishing_what_was_overtaken_asks_to_read_again(draft, as_user):
    as_user("fin").post(f"{PAGE}terms/", TERMS)
    page = as_user("fin").post(f"{PAGE}publish/", {"edition": "1"})
    assert page.status_code == 409
    assert "Read the totals again" in text(page)
    assert not IndicativeBudget.objects.exists()


def test_publishing_over_budgets_is_refused(draft, as_user):
    make_budget(draft.alder, year=2009)
    page = as_user("fin").post(f"{PAGE}publish/", {"edition": "1"})
    assert page.status_code == 422
    assert "has budgets for 2009/10 already" in text(page)


@pytest.mark.parametrize("page", ["terms/", "weights/", "publish/"])
def test_a_published_worksheet_is_not_opened_for_writing(draft, as_user, page):
    publish(draft)
    assert as_user("fin").get(f"{PAGE}{page}").status_code == 409


@pytest.mark.parametrize("page", ["terms/", "weights/", "publish/"])
def test_a_year_without_a_worksheet_has_no_such_page(cast, as_user, page):
    assert as_user("fin").get(f"{PAGE}{page}").status_code == 404


def test_a_draft_waits_for_finance(draft):
    [item] = budgets_to_publish(draft.fin, calendar.today())
    assert (item.title, item.url) == ("Publish the budgets of DacCom, 2009/10", PAGE)


def test_it_waits_for_nobody_else(draft):
    give_role(draft.zoe, Role.PCT_FINANCE, draft.other_pct)
    for person in (draft.max, draft.pat, draft.zoe):
        assert list(budgets_to_publish(person, calendar.today())) == []


def test_what_is_published_waits_no_more(draft):
    publish(draft)
    assert list(budgets_to_publish(draft.fin, calendar.today())) == []


def test_finance_of_another_pct_reads_and_does_not_publish(draft):
    give_role(draft.max, Role.PCT_FINANCE, draft.other_pct)
    assert list(budgets_to_publish(draft.max, calendar.today())) == []


def test_a_total_that_is_the_uplifted_history_says_so(draft, as_user):
    BudgetSetting.objects.update(total=1160)
    assert "£1,060 for practices, exactly the uplifted amounts" in text(as_user("fin").get(PAGE))


def test_each_source_is_said_once_with_its_practices(draft, as_user):
    make_weight(draft.setting, make_practice("Cedar Surgery", "E82904", draft.dacorum))
    draft.setting.weights.filter(practice=draft.birch).update(source="Toolkit 2009")
    page = text(as_user("fin").get(PAGE))
    assert "Alder Surgery, Cedar Surgery" in page
    assert "Toolkit 2009" in page


def test_publishing_needs_the_edition(draft, as_user):
    assert as_user("fin").post(f"{PAGE}publish/", {}).status_code == 422
