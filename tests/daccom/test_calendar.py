"""Financial years, months, working days and due dates."""

import datetime as dt

import pytest

from daccom import calendar
from daccom.calendar import FinancialYear, Month


def month(slug: str) -> Month:
    return Month.parse(slug)


def test_financial_year_is_written_with_a_slash():
    assert str(FinancialYear(2008)) == "2008/09"
    assert str(FinancialYear(1999)) == "1999/00"


@pytest.mark.parametrize(("day", "year"), [(dt.date(2008, 3, 31), 2007), (dt.date(2008, 4, 1), 2008)])
def test_the_year_turns_on_1_april(day, year):
    assert FinancialYear.of(day) == FinancialYear(year)


def test_months_run_from_april_to_march():
    months = FinancialYear(2008).months
    assert [m.number for m in months] == list(range(1, 13))
    assert (str(months[0]), str(months[9]), str(months[11])) == ("April 2008", "January 2009", "March 2009")


def test_months_to_a_month_of_an_earlier_year_are_none():
    assert FinancialYear(2008).months_to(month("2008-03")) == []
    assert len(FinancialYear(2008).months_to(month("2009-01"))) == 10


@pytest.mark.parametrize("slug", ["2009-13", "2009-1", "january", "2009-01-05", ""])
def test_what_is_no_month_is_refused(slug):
    with pytest.raises(ValueError, match=r"."):
        month(slug)


def test_a_month_starts_on_its_first_day():
    with pytest.raises(ValueError, match="not the first day"):
        Month(dt.date(2009, 1, 2))


def test_next_and_previous_cross_the_year():
    assert month("2008-12").next() == month("2009-01")
    assert month("2009-01").previous() == month("2008-12")
    assert month("2008-02").last == dt.date(2008, 2, 29)


@pytest.mark.parametrize(
    ("activity", "due"),
    [
        ("2009-01", dt.date(2009, 2, 13)),
        ("2008-12", dt.date(2009, 1, 15)),  # New Year's Day is a bank holiday
        ("2008-03", dt.date(2008, 4, 14)),
        ("2008-04", dt.date(2008, 5, 15)),  # early May bank holiday
    ],
)
def test_a_return_is_due_on_the_tenth_working_day_of_the_next_month(activity, due):
    assert calendar.due_date(month(activity)) == due


def test_the_pinned_date_is_today(settings):
    settings.TODAY = "2008-06-20"
    assert calendar.today() == dt.date(2008, 6, 20)
    assert calendar.now().date() == dt.date(2008, 6, 20)
    assert calendar.now().tzinfo is not None


def test_without_a_pin_today_is_today(settings):
    settings.TODAY = ""
    assert abs((calendar.today() - dt.date.today()).days) <= 1


@pytest.mark.parametrize(
    "slug", ["0001-01", "1899-12", "2200-01", "9999-12", "2009-13", "２００９-0１", "2009-1"]
)
def test_what_is_no_month_of_our_time_is_not_read(slug):
    with pytest.raises(ValueError, match=r"."):
        Month.parse(slug)


@pytest.mark.parametrize("slug", ["1900-01", "2009-01", "2199-12"])
def test_months_at_the_edge_are_read_and_written_alike(slug):
    assert Month.parse(slug).slug == slug
    assert calendar.due_date(Month.parse(slug)) > Month.parse(slug).last
