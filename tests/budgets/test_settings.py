"""Setting a year's budgets: starting the worksheet, saving its draft, publishing it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from budgets.models import BudgetSetting, IndicativeBudget, Reserve
from budgets.selectors.setting_start import Basis, ListWeight
from budgets.selectors.sheets import sheet
from budgets.services.settings import (
    NewTerms,
    SettingMovedOn,
    publish,
    save_terms,
    save_weights,
    start_setting,
)
from daccom import audit, calendar
from daccom.calendar import FinancialYear, Month
from daccom.errors import Refused
from practices.models import Membership, Practice
from tests.budgets.builders import make_budget, make_category, make_spend, make_year_of_spend
from tests.budgets.builders_settings import make_historic, make_variation, make_weight
from tests.cast import make_practice
from tests.practices.builders import make_list

YEAR = FinancialYear(2009)
TERMS = NewTerms(
    total=Decimal(2000),
    contingency=Decimal(50),
    risk_pool=Decimal(30),
    uplift_low=Decimal("6.5"),
    uplift_high=Decimal("7.5"),
    uplift=Decimal(7),
    pace_of_change=Decimal(50),
)


def start(cast, basis=Basis.BUDGETS, terms=TERMS):
    return start_setting(
        group=cast.dacorum, year=YEAR, basis=basis, terms=terms, by=cast.fin, today=calendar.today()
    )


def refused(rule, action, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        action(*args, **kwargs)
    assert caught.value.rule == rule
    return str(caught.value)


@pytest.fixture
def last_year(cast):
    """Alder had £1,200 and Birch £600 in 2008/09; both have a list."""
    make_budget(cast.alder, 1200)
    make_budget(cast.birch, 600)
    make_list(cast.alder, 1000)
    make_list(cast.birch, 1000)
    return cast


def amounts(setting):
    return {row.practice.name: row.amount for row in setting.historic.select_related("practice")}


def test_it_starts_from_last_years_budgets_that_recur(last_year):
    make_variation(last_year.dacorum, [(last_year.alder, 100)])
    make_variation(last_year.dacorum, [(last_year.alder, 7)], is_recurrent=False)
    assert amounts(start(last_year)) == {"Alder Surgery": 1300, "Birch Surgery": 600}


def test_it_may_start_from_the_outturn_instead(last_year):
    make_year_of_spend(last_year.alder, 110)
    setting = start(last_year, Basis.OUTTURN)
    assert amounts(setting) == {"Alder Surgery": 1320}
    assert setting.basis == "Outturn of 2008/09, in a straight line from the months posted"


def test_lists_come_with_their_day_and_source(last_year):
    weight = start(last_year).weights.get(practice=last_year.alder)
    assert (weight.patients, weight.weight) == (1000, 1)
    assert weight.counted_on
    assert "not the Department of Health’s" in weight.source


def test_a_practice_without_a_list_says_so(cast):
    make_budget(cast.alder)
    weight = start(cast).weights.get(practice=cast.alder)
    assert (weight.patients, weight.counted_on, weight.source) == (None, None, "No list size is known")


def test_lines_outside_practice_based_commissioning_are_left_out(last_year):
    outside = make_category("HMP", "HMP The Mount", outside_pbc=True)
    make_budget(last_year.alder, 99, make_category("HMP-A", "Dentistry", parent=outside))
    assert amounts(start(last_year)) == {"Alder Surgery": 1200, "Birch Surgery": 600}


def test_starting_is_recorded(last_year):
    assert audit.history(start(last_year)).get().changes["uplift"] == ["", "7"]


def test_a_year_is_started_once(last_year):
    start(last_year)
    refused("setting.exists", start, last_year)


def test_a_year_without_a_year_before_it_cannot_be_started(cast):
    assert "2008/09" in refused("setting.no-history", start, cast)


def test_a_group_of_nobody_cannot_be_started(last_year):
    Membership.objects.update(left_on=dt.date(2009, 3, 1))
    refused("setting.no-practices", start, last_year)


def test_an_uplift_outside_the_range_names_the_range(last_year):
    words = refused("setting.uplift-out-of-range", start, last_year, terms=replace(TERMS, uplift=Decimal(8)))
    assert "8.00% is outside the stated range of 6.50% to 7.50%" in words


def test_reserves_over_the_total_are_refused(last_year):
    terms = replace(TERMS, contingency=Decimal(1999))
    assert "£2,029" in refused("setting.reserves-over-total", start, last_year, terms=terms)


def test_a_draft_is_saved_and_its_edition_counts(draft):
    save_terms(setting=draft.setting, edition=1, terms=TERMS, by=draft.fin)
    draft.setting.refresh_from_db()
    assert (draft.setting.edition, draft.setting.uplift) == (2, 7)
    assert audit.history(draft.setting).get().changes["uplift"] == ["6", "7"]


def test_a_draft_that_somebody_saved_meanwhile_is_not_overwritten(draft):
    save_terms(setting=draft.setting, edition=1, terms=TERMS, by=draft.fin)
    with pytest.raises(SettingMovedOn, match="was saved after you opened it") as caught:
        save_terms(setting=draft.setting, edition=1, terms=replace(TERMS, uplift=Decimal(7)), by=draft.fin)
    assert caught.value.setting.edition == 2


def weigh(cast, weight, edition=1):
    row = cast.setting.weights.get(practice=cast.alder)
    new = ListWeight(cast.alder, 1000, row.counted_on, Decimal(weight), "Department of Health, 2009/10")
    return save_weights(setting=cast.setting, edition=edition, weights={row.pk: new}, by=cast.fin)


def test_weights_are_entered_by_practice(draft):
    assert weigh(draft, "1.25") == 1
    assert draft.setting.weights.get(practice=draft.alder).weight == Decimal("1.25")
    assert "Department of Health" in audit.history(draft.setting).get().changes["E82901"][1]


def test_weights_saved_over_another_edition_are_refused(draft):
    weigh(draft, "1.25")
    with pytest.raises(SettingMovedOn):
        weigh(draft, "1.30")


def test_publishing_writes_budgets_and_reserves_to_the_penny(draft):
    publish(setting=draft.setting, edition=1, by=draft.fin)
    assert {row.practice: row.amount for row in IndicativeBudget.objects.all()} == {
        draft.alder: 550,
        draft.birch: 450,
    }
    assert set(Reserve.objects.values_list("kind", "amount")) == {("contingency", 60), ("risk_pool", 40)}


def test_publishing_says_who(draft):
    publish(setting=draft.setting, edition=1, by=draft.fin)
    setting = BudgetSetting.objects.get()
    assert (setting.status, setting.published_by) == ("published", draft.fin)
    assert audit.history(setting).get().changes["status"] == ["draft", "published"]


def test_it_is_published_once(draft):
    publish(setting=draft.setting, edition=1, by=draft.fin)
    with pytest.raises(SettingMovedOn, match="was published after you opened it"):
        publish(setting=draft.setting, edition=2, by=draft.fin)


def test_what_was_published_is_not_saved_again(draft):
    publish(setting=draft.setting, edition=1, by=draft.fin)
    with pytest.raises(SettingMovedOn):
        save_terms(setting=draft.setting, edition=2, terms=TERMS, by=draft.fin)


def test_a_practice_that_has_budgets_already_stops_it(draft):
    make_budget(draft.alder, 5, year=2009)
    refused("setting.already-budgets", publish, setting=draft.setting, edition=1, by=draft.fin)
    assert (Reserve.objects.count(), IndicativeBudget.objects.count()) == (0, 1)


def test_a_practice_of_which_nothing_is_known_gets_no_rows(draft):
    make_weight(draft.setting, make_practice("Cedar Surgery", "E82904", draft.dacorum), patients=None)
    publish(setting=draft.setting, edition=1, by=draft.fin)
    assert IndicativeBudget.objects.count() == 2


def test_a_merged_practices_history_goes_to_its_successor(draft):
    merged = make_practice("Cedar Surgery", "E82904", successor=draft.birch)
    make_historic(draft.setting, merged, 200)
    row = next(row for row in sheet(draft.setting).rows if row.practice == draft.birch)
    assert (row.step.basis.total, row.heirs_of) == (600, [merged])


def test_history_without_a_successor_in_the_group_is_named_and_left_out(draft):
    gone = make_practice("Cedar Surgery", "E82904", successor=draft.oak)
    Practice.objects.filter(pk=draft.oak.pk).update(successor=gone)
    make_historic(draft.setting, gone, 200)
    found = sheet(draft.setting)
    assert (found.lost, found.historic) == ({gone: 200}, 1000)


def test_a_closed_categorys_history_lies_on_the_open_ones(draft):
    closed = make_category("OLD", "Old scheme", closed_from=YEAR.first)
    make_historic(draft.setting, draft.alder, 150, closed)
    found = sheet(draft.setting)
    assert found.closed == [closed]
    assert found.rows[0].step.basis.historic == {make_category().pk: 750}


def test_history_on_closed_categories_alone_stays(draft):
    make_category().__class__.objects.update(closed_from=YEAR.first)
    assert sheet(draft.setting).historic == 1000


def test_a_practice_that_joins_brings_its_history(last_year):
    Membership.objects.filter(practice=last_year.oak).update(left_on=dt.date(2009, 3, 1))
    Membership.objects.create(group=last_year.dacorum, practice=last_year.oak, joined_on=dt.date(2009, 3, 1))
    make_spend(last_year.oak, 10, Month.parse("2008-04"))
    make_budget(last_year.oak, 300)
    assert amounts(start(last_year))["Oak Surgery"] == 300


def test_the_worksheet_is_read_in_four_queries(draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        sheet(draft.setting)


def test_the_list_that_counts_is_the_latest_one(last_year):
    make_list(last_year.alder, 3000, as_at=dt.date(2009, 1, 1))
    make_list(last_year.birch, 500, as_at=dt.date(2007, 1, 1))
    found = {row.practice: row for row in start(last_year).weights.select_related("practice")}
    assert (found[last_year.alder].patients, found[last_year.birch].patients) == (3000, 1000)
    assert found[last_year.alder].weight == found[last_year.birch].weight == 1
