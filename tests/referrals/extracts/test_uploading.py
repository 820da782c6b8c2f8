"""HIDAS extracts through the pages: choose a file and follow it."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from daccom.errors import Refused
from daccom.spreadsheets import write_xlsx
from referrals.hidas.layout import NAMES
from referrals.models import ColumnMapping, Episode, Extract
from referrals.services.extract_files import INCOMING, folder
from referrals.views import extracts as pages
from tests.referrals.builders_extracts import check
from tests.referrals.extracts.pages import BAD, THEIR_NAMES, UPLOAD, address, after_upload, upload
from tests.referrals.hidas.files import csv_file, january, row


def test_a_good_file_is_loaded_and_says_so(ira, cast):
    extract = after_upload(ira, csv_file(january(3)))
    assert extract.status == "loaded"
    page = ira.get(address("detail", extract)).content.decode()
    assert "Loaded 20 February 2009" in page
    assert "the system, since nothing was wrong in it" in page
    assert Episode.objects.count() == 3


def test_the_job_can_be_followed_by_who_uploads_and_nobody_else(ira, as_user, cast):
    job = upload(ira, csv_file(january(1))).headers["Location"]
    assert "Waiting for a worker" in ira.get(job).content.decode()
    assert as_user("pat").get(job).status_code == 404


def test_a_file_under_way_shows_its_progress_on_its_own_page_too(ira, cast):
    upload(ira, csv_file(january(1)))
    extract = Extract.objects.get()
    assert "data-job-open" in ira.get(address("detail", extract)).content.decode()
    assert "Being checked" not in ira.get(reverse("referrals:extract-list")).content.decode()


def test_an_upload_under_way_lies_where_the_extracts_do(ira, monkeypatch):
    places = []

    def receive(*, file, **_):
        places.append(Path(file.temporary_file_path()))
        raise Refused("extract.empty", "Nothing.", "Again.")

    monkeypatch.setattr(pages, "receive_extract", receive)
    upload(ira, csv_file(january(1)))
    assert [place.parent for place in places] == [folder()]
    assert places[0].name.startswith(INCOMING)
    assert not places[0].exists()


def test_an_empty_file_leaves_the_page_usable(ira):
    response = upload(ira, b"")
    assert response.status_code == 422
    assert "The file is empty" in response.content.decode()
    assert 'type="file"' in response.content.decode()
    assert not Extract.objects.exists()


def test_no_file_at_all_is_asked_for(ira):
    response = ira.post(UPLOAD)
    assert response.status_code == 422
    assert "Choose a file" in response.content.decode()


def test_a_file_beyond_the_limit_is_refused_in_words(ira, monkeypatch):
    monkeypatch.setattr(pages, "LARGEST_FILE", 100)
    response = upload(ira, csv_file(january(5)))
    assert response.status_code == 422
    assert "The file is larger than 100" in response.content.decode()
    assert not Extract.objects.exists()


def test_the_same_file_twice_is_received_once(ira):
    assert upload(ira, csv_file(BAD)).status_code == 302
    response = upload(ira, csv_file(BAD))
    assert response.status_code == 422
    assert "The same file, HIDAS.csv" in response.content.decode()
    assert Extract.objects.count() == 1


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


WHOLE_FILES = {
    "truncated gzip": (gzip.compress(csv_file(january(50)))[:-40], "stops in the middle"),
    "wrong encoding": (csv_file(january(1)).decode().encode("utf-16"), "could not be read"),
    "headers twice": (csv_file(january(1), [*NAMES, "Spell ID"]), "mean the same column"),
    "no rows": (csv_file([]), "no episode below it"),
    "one endless line": (b"x" * 3_000_000, "bytes"),
    "not a workbook": (zipped(a_xml="b"), "could not be read"),
    "a zip bomb": (gzip.compress(csv_file([]) + (b"x" * 50_000 + b"\n") * 1_600), "unpacks to far more"),
}


@pytest.mark.parametrize("kind", WHOLE_FILES)
def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(ira, kind):
    content, said = WHOLE_FILES[kind]
    extract = after_upload(ira, content)
    page = ira.get(address("detail", extract)).content.decode()
    assert extract.status == "rejected"
    assert said in page
    assert "Upload another file" in page
    assert not Episode.every.exists()
    assert ira.get(UPLOAD).status_code == 200


@pytest.mark.parametrize(
    ("values", "column", "rule"),
    [
        ({"admission_date": "2009-02-30"}, "admission_date", "No such date"),
        ({"total_cost": "1000000000000.00"}, "total_cost", "Too large"),
        ({"hrg": "=1+1"}, "hrg", "Formula"),
        ({"admission_date": "2009-02-10", "discharge_date": "2009-03-02"}, "discharge_date", "Future"),
        ({"practice_code": "E82999"}, "practice_code", "Unknown practice"),
    ],
)
def test_a_bad_value_is_shown_with_line_column_value_and_rule(ira, values, column, rule):
    extract = after_upload(ira, csv_file([row(1), row(2, **values)]))
    page = ira.get(address("detail", extract)).content.decode()
    assert f"Line 3: {column}" in page
    assert values[column] in page
    assert rule.lower() in page.lower()
    assert not Episode.objects.exists()


def test_a_workbook_is_taken(ira):
    content = write_xlsx(NAMES, [list(values.values()) for values in january(2)], "January")
    assert after_upload(ira, content, "HIDAS.xlsx").rows_good == 2


def test_a_saved_layout_can_be_chosen_with_the_file(ira, cast, in_other_columns):
    ira.post(address("mapping", in_other_columns), {"name": "Trust's own", **THEIR_NAMES})
    check(Extract.objects.get())
    mapping = ColumnMapping.objects.get()
    rows = [{THEIR_NAMES[name]: value for name, value in row(9).items()}]
    extract = after_upload(ira, csv_file(rows, THEIR_NAMES.values()), mapping=mapping.pk)
    assert (extract.status, extract.rows_good) == ("loaded", 1)


def test_only_information_staff_upload(as_user):
    response = as_user("pat").get(UPLOAD)
    assert response.status_code == 403
    assert "Only PCT information staff" in response.content.decode()


def test_nothing_is_read_from_somebody_who_may_not_upload(as_user, monkeypatch):
    monkeypatch.setattr(pages, "_upload", None)
    assert upload(as_user("alice"), csv_file(january(1))).status_code == 403
