"""Choosing the method by which a category is forecast."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from budgets.models import Category, ForecastChoice
from budgets.services.forecasts import choose_forecast
from daccom.audit import history
from daccom.errors import Refused
from tests.budgets.builders import JANUARY, make_budget, make_category
from tests.budgets.builders_forecasts import make_choice, make_example, make_record, make_whole_year

TODAY = dt.date(2009, 2, 20)
PAGE = "/budgets/daccom/2009-01/forecast/PRE/"


@pytest.fixture
def choose(cast):
    def chosen(month=JANUARY, method="run_rate", amount=None):
        return choose_forecast(
            group=cast.dacorum,
            category=make_category(),
            month=month,
            method=method,
            amount=amount,
            reason="Winter",
            by=cast.max,
            today=TODAY,
        )

    return chosen


@pytest.fixture
def example(cast):
    make_budget(cast.alder, 1200)
    make_example(cast.alder)
    return cast


def test_a_choice_says_who_and_why(choose, cast):
    row = choose()
    assert (row.chosen_by, row.reason, row.month) == (cast.max, "Winter", JANUARY.first)
    assert history(row).get().additional_data["verb"] == "forecast.chosen"


@pytest.mark.parametrize(("method", "amount"), [("manual", None), ("run_rate", Decimal(5))])
def test_an_amount_belongs_to_judgement_alone(choose, method, amount):
    with pytest.raises(Refused, match="by judgement, and only to that"):
        choose(method=method, amount=amount)


def test_a_month_to_come_is_refused(choose):
    with pytest.raises(Refused, match="March 2009 has not begun"):
        choose(month=JANUARY.next().next())


def test_a_recorded_month_stays_as_it_was(choose, cast):
    make_record(cast.dacorum, month=JANUARY)
    with pytest.raises(Refused, match="Choose from February 2009 on"):
        choose()
    assert not ForecastChoice.objects.exists()


def test_the_form_chooses(example, as_user):
    client = as_user("erin")
    answer = client.post(
        f"{PAGE}choose/", {"method": "manual", "amount": "1,300", "reason": "A ward closes."}
    )
    assert answer.headers["Location"] == PAGE
    page = client.get(PAGE).content.decode()
    for words in ("By judgement", "Chosen by Erin", "A ward closes.", "+£100"):
        assert words in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"method": "run_rate"}, "Enter reason"),
        ({"reason": "Winter"}, "Select method"),
        ({"method": "manual", "reason": "Winter"}, "Enter what the year will come to"),
        ({"method": "run_rate", "amount": "5", "reason": "Winter"}, "Leave this empty"),
        ({"method": "guess", "reason": "Winter"}, "Select a valid choice"),
    ],
)
def test_the_form_says_what_is_missing(example, as_user, sent, words):
    answer = as_user("max").post(f"{PAGE}choose/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ForecastChoice.objects.exists()


def test_what_the_service_refuses_the_form_says(example, as_user):
    make_record(example.dacorum, month=JANUARY)
    answer = as_user("max").post(f"{PAGE}choose/", {"method": "run_rate", "reason": "Winter"})
    assert answer.status_code == 422
    assert "is recorded and stays as it was" in answer.content.decode()


def test_others_are_told_whom_to_ask(example, as_user):
    answer = as_user("alice").get(f"{PAGE}choose/")
    assert answer.status_code == 403
    assert "Ask one of them to change it" in answer.content.decode()


def test_the_page_shows_methods_errors_movement_and_history(example, as_user):
    make_whole_year(example.alder, 100, 2007)
    make_budget(example.alder, 1300, year=2007)
    make_record(example.dacorum)
    make_choice(example.dacorum, "profiled", JANUARY.previous())
    make_choice(example.dacorum, "run_rate")
    page = as_user("alice").get(PAGE).content.decode()
    for words in ("Error in 2007/08", "the shape of 2007/08", "Chosen before", "Forecast in December 2008"):
        assert words in page


def test_an_unknown_category_is_not_found(example, as_user):
    assert as_user("erin").get("/budgets/daccom/2009-01/forecast/NONE/").status_code == 404


@pytest.mark.parametrize("table", ["forecast", "methods", "movement", "backtest"])
def test_every_table_is_a_file(example, as_user, table):
    make_whole_year(example.alder, 100, 2007)
    make_record(example.dacorum)
    answer = as_user("erin").get(f"/budgets/daccom/2009-01/forecast/?table={table}&as=csv")
    assert "Prescribing" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("table", "words"), [("methods", "Straight line"), ("movement", "20"), ("records", "1240")]
)
def test_a_categorys_tables_are_files(example, as_user, table, words):
    make_record(example.dacorum)
    answer = as_user("erin").get(f"{PAGE}?table={table}&as=csv")
    assert words in answer.content.decode("utf-8-sig")


def test_an_empty_year_says_so(as_user):
    page = as_user("erin").get("/budgets/daccom/2008-05/forecast/").content.decode()
    assert "No budget is set and no spend is posted" in page


def test_a_year_without_any_forecast_says_why(cast, as_user):
    make_budget(cast.alder, 1200)
    page = as_user("erin").get("/budgets/daccom/2009-01/forecast/").content.decode()
    assert "Prescribing has no forecast and is not in the total." in page
    page = as_user("erin").get(PAGE).content.decode()
    assert "There is no forecast: nothing is posted this year." in page


def test_a_forecast_without_a_budget_says_so(cast, as_user):
    make_example(cast.alder)
    assert "no budget is set." in as_user("erin").get(PAGE).content.decode()


def test_what_stands_in_is_said(example, as_user):
    make_budget(example.birch, 240)
    page = as_user("erin").get("/budgets/daccom/2009-01/forecast/").content.decode()
    assert (
        "Birch Surgery: April 2008 to January 2009 are not posted; a twelfth of its budget stands in" in page
    )


@pytest.mark.parametrize("path", ["", "PRE/"])
def test_in_march_the_forecast_is_what_was_spent(cast, as_user, path):
    make_whole_year(cast.alder, 100, 2007)
    make_budget(cast.alder, 1250, year=2007)
    page = as_user("erin").get(f"/budgets/daccom/2008-03/forecast/{path}").content.decode()
    assert "At month 12 the year is forecast to end £50 (4.0%) under its budget" in " ".join(page.split())


def test_percentages_of_files_have_three_places(example, as_user):
    answer = as_user("erin").get("/budgets/daccom/2009-01/forecast/?table=forecast&as=csv")
    assert ",5.000," in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("path", ["", "PRE/"])
def test_what_has_closed_is_said(example, as_user, path):
    Category.objects.update(closed_from=JANUARY.first)
    page = as_user("erin").get(f"/budgets/daccom/2009-01/forecast/{path}").content.decode()
    assert "£1,050 spent on them counts as it is" in page
