"""Posting spend from a spreadsheet, as PCT finance meets it: the look, the posting, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from budgets.models import Category, MonthlySpend
from budgets.services.spend import post_spend
from budgets.spend_files import HEADINGS
from daccom import calendar
from daccom.errors import Refused
from practices.models import Practice
from tests.budgets.builders import JANUARY, make_budget, make_category, make_spend
from tests.budgets.test_spend_files import LINE, changed

ADDRESS = "/budgets/daccom/2009-01/spend-file/"


def csv(*lines, headers=HEADINGS):
    text = "\n".join(",".join(cells) for cells in (headers, *lines))
    return {"file": SimpleUploadedFile("m10.csv", text.encode())}


def test_a_file_is_looked_at_and_then_posted(cast, as_user):
    make_spend(cast.alder, "100.00")
    client = as_user("fin")
    look = client.post(ADDRESS, csv(LINE))
    page = look.content.decode()
    assert "1 line corrected" in page
    assert "+£20.50" in page
    assert MonthlySpend.objects.get().amount == 100
    answer = client.post(ADDRESS, {"post": "1", "lines": look.context["lines"]})
    assert answer.headers["Location"] == "/budgets/daccom/2009-01/posting/"
    assert MonthlySpend.objects.get().amount == Decimal("120.50")


def test_a_change_in_between_is_shown_and_can_be_posted_over(cast, as_user):
    row = make_spend(cast.alder, "100.00")
    client = as_user("fin")
    look = client.post(ADDRESS, csv(LINE))
    MonthlySpend.objects.filter(pk=row.pk).update(amount=110)
    again = client.post(ADDRESS, {"post": "1", "lines": look.context["lines"]})
    assert again.status_code == 409
    assert "£110" in again.content.decode()
    assert client.post(ADDRESS, {"post": "1", "lines": again.context["lines"]}).status_code == 302


def test_a_bad_file_changes_nothing_and_says_why(cast, as_user):
    make_category()
    answer = as_user("fin").post(ADDRESS, csv(changed(amount="x"), changed(month="2009-02")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 problems in the file. Nothing was posted." in page
    assert not MonthlySpend.objects.exists()


def test_a_file_that_says_what_is_posted_has_nothing_to_post(cast, as_user):
    make_spend(cast.alder, "120.50")
    assert b"nothing to post" in as_user("fin").post(ADDRESS, csv(LINE)).content


@pytest.mark.parametrize("data", [{}, {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04broken")}])
def test_what_is_no_file_is_refused(cast, as_user, data):
    assert as_user("fin").post(ADDRESS, data).status_code == 422


def test_lines_that_we_did_not_write_are_refused(cast, as_user):
    answer = as_user("fin").post(ADDRESS, {"post": "1", "lines": "x"})
    assert answer.status_code == 422
    assert b"came back damaged" in answer.content


def test_only_finance_posts_files(as_user):
    assert as_user("max").post(ADDRESS, csv(LINE)).status_code == 403


@pytest.mark.parametrize("table", ["month", "year"])
def test_what_is_posted_is_had_as_the_same_layout(cast, as_user, table):
    make_spend(cast.alder, "120.50")
    answer = as_user("fin").get(f"{ADDRESS}?table={table}&as=csv")
    assert ",".join(LINE) in answer.content.decode("utf-8-sig")


def test_a_workbook_goes_out_and_comes_back_unchanged(cast, as_user):
    make_spend(cast.alder, "-120.50")
    client = as_user("fin")
    book = client.get(f"{ADDRESS}?table=year&as=xlsx").content
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile("year.xlsx", book)})
    assert b"nothing to post" in answer.content


def test_posting_from_the_form_refuses_a_closed_category(cast, as_user):
    make_budget(cast.alder)
    Category.objects.update(closed_from=JANUARY.first)
    address = "/budgets/daccom/2009-01/posting/E82901/"
    data = {f"line_{make_category().pk}": "5", "seen": ""}
    assert b"is closed" in as_user("fin").post(address, data).content


def test_a_practice_that_closed_is_posted_by_form_no_longer(cast):
    Practice.objects.filter(pk=cast.alder.pk).update(closed_on=JANUARY.first)
    cast.alder.refresh_from_db()
    amounts = {make_category().pk: Decimal(5)}
    with pytest.raises(Refused, match="closed on 1 January 2009"):
        post_spend(
            practice=cast.alder,
            month=JANUARY,
            amounts=amounts,
            seen={},
            by=cast.fin,
            today=calendar.today(),
        )
