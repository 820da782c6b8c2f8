"""Posting spend from a spreadsheet: what is read, what is refused, and the look before it is posted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import Category, MonthlySpend
from budgets.selectors.spend_grounds import file_rows, spend_ground
from budgets.services.spend_files import FileLine, post_file
from budgets.spend_files import HEADINGS, read_month, read_spend
from daccom import audit, calendar
from daccom.errors import Refused
from practices.models import Membership, Practice
from tests.budgets.builders import JANUARY, make_acute, make_budget, make_category, make_spend

LINE = ("E82901", "Alder Surgery", "PRE", "Prescribing", "2009-01", "120.50")


@pytest.fixture
def ground(cast):
    make_category()
    return lambda: spend_ground(group=cast.dacorum, month=JANUARY, user=cast.fin, today=calendar.today())


def changed(**cells):
    """The plain line with some cells replaced."""
    return [cells.get(name, was) for name, was in zip(HEADINGS, LINE, strict=True)]


def read(ground, *lines, headers=HEADINGS):
    return read_spend(headers, list(enumerate(lines, 2)), ground())


def test_a_line_is_read_to_the_penny(cast, ground):
    found = read(ground, LINE)
    assert found.problems == []
    assert list(found.amounts.values()) == [Decimal("120.50")]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("-12.5", "-12.50"),
        ("(1,234.56)", "-1234.56"),
        ("£1,000", "1000.00"),
        ("−3", "-3.00"),
        ("0", "0.00"),
    ],
)
def test_credits_and_separators_are_read(cast, ground, text, amount):
    assert list(read(ground, changed(amount=text)).amounts.values()) == [Decimal(amount)]


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"amount": "1.234"}, "amount", "two figures"),
        ({"amount": "1e5"}, "amount", "two figures"),
        ({"amount": "١٢"}, "amount", "two figures"),
        ({"amount": "100000000"}, "amount", "less than £100 million"),
        ({"practice_code": "E82903"}, "practice_code", "No practice of this group"),
        ({"month": "soon"}, "month", "such as 2009-01"),
        ({"month": "2009-13"}, "month", "such as 2009-01"),
        ({"month": "2008-01"}, "month", "months of 2008/09"),
        ({"month": "2009-02"}, "month", "not over yet"),
        ({"category_code": "NO"}, "category_code", "no such category"),
        ({"category": "Elective"}, "category", "is another category"),
        ({"category_code": "", "category": ""}, "category_code", "Say which"),
        ({"category_code": "ACU", "category": ""}, "category_code", "Other lines are beneath"),
    ],
)
def test_what_is_wrong_is_named(cast, ground, cells, column, rule):
    make_acute()
    (problem,) = read(ground, changed(**cells)).problems
    assert (problem.row, problem.column) == (2, column)
    assert rule in problem.rule


def test_all_errors_of_all_rows_come_at_once(cast, ground):
    bad = changed(amount="x", month="y", practice_code="z", category_code="w", category="")
    assert [problem.row for problem in read(ground, bad, bad).problems] == [2, 2, 2, 2, 3, 3, 3, 3]


def test_a_line_twice_is_refused(cast, ground):
    (problem,) = read(ground, LINE, LINE).problems
    assert "row 2 already" in problem.rule


def test_totals_and_empty_lines_are_passed_over(cast, ground):
    assert len(read(ground, LINE, ["Total", *[""] * 4, "5"], [""] * 6).amounts) == 1


def test_a_posted_amount_cannot_be_emptied(cast, ground):
    make_spend(cast.alder)
    assert "cannot be taken away" in read(ground, changed(amount="")).problems[0].rule


def test_a_file_without_amounts_is_refused(cast, ground):
    assert "not one amount" in read(ground, changed(amount="")).problems[0].rule


@pytest.mark.parametrize(
    ("headers", "rule"),
    [
        (["practice_code", "category_code", "month"], "missing"),
        (["practice_code", "month", "amount"], "missing"),
        ([*HEADINGS[:5], "amount", "spend"], "two columns"),
    ],
)
def test_columns_that_lack_or_double_are_named(cast, ground, headers, rule):
    assert rule in read(ground, headers=headers).problems[0].rule


def test_a_closed_category_takes_nothing_from_its_month_on(cast, ground):
    Category.objects.update(closed_from=JANUARY.first)
    assert read(ground, changed(month="2008-12")).problems == []
    assert "from January 2009 on" in read(ground, LINE).problems[0].rule


def test_a_practice_that_closed_leads_to_its_successor(cast, ground):
    Practice.objects.filter(pk=cast.alder.pk).update(closed_on=JANUARY.first, successor=cast.birch)
    assert read(ground, changed(month="2008-12")).problems == []
    assert "Post January 2009 for Birch Surgery (E82902)" in read(ground, LINE).problems[0].rule
    Practice.objects.update(successor=None)
    assert read(ground, LINE).problems[0].rule == "Alder Surgery closed on 1 January 2009."


def test_a_practice_counts_from_when_it_joined(cast, ground):
    Membership.objects.filter(practice=cast.alder).update(joined_on=JANUARY.first)
    assert "not in the group" in read(ground, changed(month="2008-12")).problems[0].rule


@pytest.mark.parametrize("text", ["2009-01", "2009-01-01", "01/2009", "January 2009", "jan-09", "Jan 2009"])
def test_months_are_read_as_people_write_them(text):
    assert read_month(text) == JANUARY


@pytest.mark.parametrize("text", ["0000-01", "13/2009", "", "2009"])
def test_what_is_no_month_is_none(text):
    assert read_month(text) is None


def test_the_file_to_fill_in_reads_back_unchanged(cast, ground):
    make_budget(cast.alder)
    row = make_spend(cast.birch, "-7.10")
    rows = file_rows(ground(), [JANUARY])
    assert [(line[0], line[5]) for line in rows] == [("E82901", None), ("E82902", Decimal("-7.10"))]
    texts = [["" if cell is None else str(cell) for cell in line] for line in rows]
    assert read(ground, *texts).amounts == {(cast.birch.pk, row.category_id, JANUARY): Decimal("-7.10")}


def line(cast, amount, seen=None, month=JANUARY, practice=None):
    who = practice or cast.alder
    return FileLine(who.pk, make_category().pk, month, seen and Decimal(seen), Decimal(amount))


def post(cast, *lines):
    return post_file(
        group=cast.dacorum, lines=lines, file_name="m10.csv", by=cast.fin, today=calendar.today()
    )


def test_new_and_corrected_lines_are_posted_with_who_and_when(cast):
    row = make_spend(cast.birch, "100.00")
    assert post(cast, line(cast, "5.00"), line(cast, "90.00", "100.00", practice=cast.birch)) == 2
    assert sorted(MonthlySpend.objects.values_list("amount", flat=True)) == [5, 90]
    assert audit.history(row).get().changes == {"amount": ["100.00", "90.00"]}
    assert audit.history(cast.dacorum).get().changes["lines"] == ["", "2"]


@pytest.mark.parametrize("seen", [None, "80.00"])
def test_somebody_elses_change_is_refused_and_nothing_is_stored(cast, seen):
    make_spend(cast.alder, "100.00")
    with pytest.raises(Refused, match="Somebody posted 1 line"):
        post(cast, line(cast, "5.00", practice=cast.birch), line(cast, "90.00", seen))
    assert [row.amount for row in MonthlySpend.objects.all()] == [100]


def test_a_line_posted_in_the_same_moment_is_refused(cast, monkeypatch):
    make_spend(cast.alder, "100.00")
    monkeypatch.setattr("budgets.services.spend_files._refuse_changed", lambda lines, rows: rows.clear())
    with pytest.raises(Refused, match="Somebody posted a line"):
        post(cast, line(cast, "90.00"))


def test_a_month_that_is_not_over_is_refused(cast):
    with pytest.raises(Refused, match="not over"):
        post(cast, line(cast, "5.00", month=JANUARY.next()))


def test_a_closed_category_is_refused_but_for_a_nought(cast):
    make_category()
    Category.objects.update(closed_from=JANUARY.first)
    with pytest.raises(Refused, match="is closed"):
        post(cast, line(cast, "5.00"))
    assert post(cast, line(cast, "0.00"), line(cast, "5.00", month=JANUARY.previous())) == 2


def test_a_practice_of_another_group_is_refused(cast):
    with pytest.raises(Refused, match="not in the group"):
        post(cast, line(cast, "5.00", practice=cast.oak))
