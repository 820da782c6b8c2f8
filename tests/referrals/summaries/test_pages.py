"""PCT information posts a file of counts: choose, look, post."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from daccom import calendar
from referrals.models import ActivitySummary
from tests.referrals.builders import make_episode, make_specialty
from tests.referrals.builders_summaries import make_summary
from tests.referrals.summaries.files import GOOD, csv_of, row

UPLOAD, POST, LIST = (reverse(f"referrals:summary-{name}") for name in ("upload", "post", "list"))


@pytest.fixture
def ira(as_user, cast):
    make_specialty()
    return as_user("ira")


def send(client, rows, **data):
    file = SimpleUploadedFile("counts.csv", csv_of(rows))
    return client.post(UPLOAD, {"file": file, **data})


def sealed(page) -> str:
    return re.search(r'name="checked" value="([^"]+)"', page.content.decode())[1]


def test_a_good_file_is_shown_beside_what_stands_and_posted(ira, cast):
    make_episode(cast.alder)
    make_summary(cast.birch, activity=12, cost="77.00")
    page = send(ira, [GOOD])
    assert page.status_code == 200
    text = page.content.decode()
    assert "£77" in text
    assert "fewer" not in text
    assert ActivitySummary.objects.get().practice == cast.birch
    answer = ira.post(POST, {"checked": sealed(page)}, follow=True)
    assert "1 line of 1 month posted." in answer.content.decode()
    assert ActivitySummary.objects.get().practice == cast.alder


def test_a_month_with_fewer_practices_is_pointed_out(ira, cast):
    make_summary(cast.birch)
    make_summary(cast.alder)
    assert "<strong>fewer</strong>" in send(ira, [GOOD]).content.decode()


def test_every_error_is_listed_and_nothing_is_stored(ira):
    page = send(ira, [row(month="x", cost="y"), row(practice_code="E1")])
    text = page.content.decode()
    assert page.status_code == 422
    assert "3 problems in the file. Nothing was stored." in text
    assert text.count("Enter a month such as 2009-01.") == 1
    assert not ActivitySummary.objects.exists()


def test_so_many_errors_are_shown_and_all_counted(ira, monkeypatch):
    monkeypatch.setattr("referrals.views.summaries.MOST_PROBLEMS", 2)
    text = send(ira, [row(month="x")] * 3).content.decode()
    assert "3 problems in the file, the first 2." in text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_file_of_ours_is_refused(ira, content):
    assert ira.post(UPLOAD, {"file": SimpleUploadedFile("a.xlsx", content)}).status_code == 422


def test_what_we_did_not_check_is_not_posted(ira, cast):
    page = ira.post(POST, {"checked": "made up"})
    assert page.status_code == 422
    assert "Choose the file again" in page.content.decode()
    assert ira.post(POST, {}).status_code == 422


def test_what_somebody_else_checked_is_not_posted(ira, cast, as_user):
    mine = sealed(send(ira, [GOOD]))
    cast.ira.role_assignments.update(user=cast.cal)
    assert as_user("cal").post(POST, {"checked": mine}).status_code == 403
    assert not ActivitySummary.objects.exists()


def test_a_month_that_changed_meanwhile_is_looked_at_again(ira, cast):
    mine = sealed(send(ira, [GOOD]))
    make_summary(cast.birch)
    page = ira.post(POST, {"checked": mine})
    assert page.status_code == 409
    assert "Somebody posted one of these months" in page.content.decode()


def test_the_months_are_had_as_files(ira, cast):
    make_summary(cast.alder, activity=12, is_simulated=True)
    page = ira.get(LIST).content.decode()
    assert "simulated" in page
    assert "As files" in page
    book = ira.get(LIST, {"table": "5p4", "as": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(book))).active
    assert [cell.value for cell in sheet[2]][:4] == ["2009-01", 1, 1, 12]
    assert ira.get(LIST, {"table": "5p4", "as": "csv"}).status_code == 200


def test_a_pct_without_counts_says_so(ira, as_user):
    assert "has posted no counts" in ira.get(LIST).content.decode()
    assert "Post a file of counts" not in as_user("pat").get(LIST).content.decode()


def test_months_that_are_not_over_are_refused(ira):
    assert str(calendar.today()) == "2009-02-20"
    assert "February 2009 is not over yet." in send(ira, [row(month="2009-02")]).content.decode()
