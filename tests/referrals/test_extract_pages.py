"""HIDAS extracts through the pages: choose a file, follow it, read its report, decide."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from daccom.spreadsheets import write_xlsx
from referrals.hidas.layout import NAMES
from referrals.models import ColumnMapping, Episode, Extract, Load
from referrals.selectors.loads import latest_job
from referrals.services import checking
from referrals.views import extracts as pages
from tests.referrals.builders import JANUARY, make_extract, make_load, make_provider, make_specialty
from tests.referrals.builders_extracts import check, checked, receive, work
from tests.referrals.hidas.files import csv_file, january, row

UPLOAD = reverse("referrals:extract-upload")
BAD = [*january(2), row(3, total_cost="twelve"), row(4, sex="=1+1", age="-4")]
THEIR_NAMES = {name: f"their {name}" for name in NAMES}


def address(name, extract):
    return reverse(f"referrals:extract-{name}", kwargs={"pk": extract.pk})


def upload(client, content, name="HIDAS.csv", **more):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **more})


def after_upload(client, content, name="HIDAS.csv", **more):
    """The extract after somebody uploaded it and a worker did its job."""
    response = upload(client, content, name, **more)
    extract = Extract.objects.latest("pk")
    assert response.headers["Location"] == reverse("job-detail", kwargs={"pk": latest_job(extract).pk})
    return check(extract)


@pytest.fixture(autouse=True)
def _known_codes(cast):
    make_provider("RWG")
    make_specialty("330")


@pytest.fixture
def ira(as_user):
    return as_user("ira")


@pytest.fixture
def waiting(cast):
    """Two good rows and two bad ones."""
    return checked(cast.pct, csv_file(BAD), cast.ira)


@pytest.fixture
def in_other_columns(cast):
    rows = [{THEIR_NAMES[name]: value for name, value in values.items()} for values in january(2)]
    return checked(cast.pct, csv_file(rows, THEIR_NAMES.values()), cast.ira)


# Upload


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


# The report


def test_the_report_counts_what_is_wrong_by_rule(ira, waiting):
    page = ira.get(address("detail", waiting)).content.decode()
    assert "2 of 4 rows are bad" in page
    assert "Load without the 2 bad rows" in page
    assert "“twelve”" in page


def test_other_pct_staff_see_counts_and_no_value(as_user, waiting):
    page = as_user("pat").get(address("detail", waiting)).content.decode()
    assert "2 of 4 rows are bad" in page
    assert "twelve" not in page
    assert "Load without" not in page


def test_what_a_file_replaces_is_beside_it(ira, cast):
    checked(cast.pct, csv_file(january(9)))
    again = checked(cast.pct, csv_file(BAD), cast.ira)
    page = ira.get(address("detail", again)).content.decode()
    assert "Version 1, 9 rows" in page
    assert "−7" in page
    assert "1 month of a provider would have less than half of the rows" in page


def test_new_codes_and_unknown_columns_are_listed(ira, cast):
    rows = january(1, provider_code="RZZ", extra="x")
    extract = checked(cast.pct, csv_file(rows, [*NAMES, "extra"]), cast.ira)
    page = ira.get(address("detail", extract)).content.decode()
    assert "1 code is new to us" in page
    assert "RZZ" in page
    assert "extra" in page
    assert "Load the file" in page


def test_errors_are_listed_by_row_and_by_rule_and_the_look_is_written_down(ira, cast, waiting):
    everything = ira.get(address("errors", waiting)).content.decode()
    assert [value in everything for value in ("twelve", "=1+1", "-4")] == [True] * 3
    page = ira.get(address("errors", waiting), {"rule": "negative"}).content.decode()
    assert "-4" in page
    assert "twelve" not in page
    looks = LogEntry.objects.filter(action=LogEntry.Action.ACCESS, actor=cast.ira)
    assert looks.count() == 2


def test_the_error_file_cannot_run_in_a_spreadsheet(ira, waiting):
    content = ira.get(address("errors-csv", waiting)).content.decode("utf-8-sig")
    assert content.splitlines()[0] == "line,column,value,what is wrong,rule"
    assert ",twelve," in content
    assert ",=1+1," not in content
    assert "=1+1" in content


def test_a_report_that_left_errors_out_says_so(ira, cast):
    extract = make_extract(cast.pct, status="checked", ended_at=None, rows_read=5, rows_good=1, rows_bad=4)
    extract.errors.create(rule="negative", line=2, column="age", value="-4", reason="is negative")
    assert "The report keeps 1 error;" in ira.get(address("detail", extract)).content.decode()


# Deciding


def test_the_good_rows_are_loaded_without_the_bad(ira, waiting):
    response = ira.post(address("load", waiting))
    job = latest_job(waiting)
    assert response.headers["Location"] == reverse("job-detail", kwargs={"pk": job.pk})
    assert "Being loaded" in ira.get(reverse("referrals:extract-list")).content.decode()
    work(checking.load_checked, job)
    assert Episode.objects.count() == 2
    assert "Loaded 20 February 2009" in ira.get(address("detail", waiting)).content.decode()


def test_a_file_without_a_good_row_can_only_be_rejected(ira, cast):
    extract = checked(cast.pct, csv_file(january(1, sex="M")), cast.ira)
    page = ira.get(address("detail", extract)).content.decode()
    assert "No row can be loaded" in page
    assert address("load", extract) in page
    response = ira.post(address("load", extract), follow=True)
    assert "nothing to load" in response.content.decode()


def test_a_rejection_needs_a_reason_and_is_kept(ira, cast, waiting):
    assert ira.post(address("reject", waiting), {"reason": " "}).status_code == 422
    ira.post(address("reject", waiting), {"reason": "A test file"})
    page = ira.get(address("detail", waiting)).content.decode()
    assert "Rejected 20 February 2009" in page
    assert "A test file" in page
    assert not Episode.objects.exists()


def test_what_has_ended_is_not_decided_again(ira, cast):
    extract = checked(cast.pct, csv_file(january(1)))
    for name, data in (("load", {}), ("resume", {}), ("reject", {"reason": "Too late"})):
        page = ira.post(address(name, extract), data, follow=True).content.decode()
        assert "This file was loaded on 20 February 2009" in page


def test_a_check_that_failed_can_be_begun_again(ira, cast):
    extract = Extract.objects.create(
        pct=cast.pct, file_name="x.csv", sha256="1", size_bytes=1, received_at="2009-02-20T10:00Z"
    )
    assert "The check was not finished" in ira.get(address("detail", extract)).content.decode()
    ira.post(address("resume", extract))
    assert latest_job(extract).is_open


def test_a_load_that_failed_says_why_above_the_question(ira, cast, waiting):
    ira.post(address("load", waiting))
    job = latest_job(waiting)
    type(job).objects.filter(pk=job.pk).update(
        status="failed", message="Overtaken by another file.", finished_at="2009-02-20T10:00Z"
    )
    page = ira.get(address("detail", waiting)).content.decode()
    assert "Overtaken by another file." in page
    assert "2 of 4 rows are bad" in page


def test_a_file_that_a_later_one_overtook_waits_for_a_decision(ira, cast):
    older, newer = receive(cast.pct, csv_file(january(1))), receive(cast.pct, csv_file(january(2)))
    check(newer)
    page = ira.get(address("detail", check(older))).content.decode()
    assert "A file that came later counts for 1 month already and would be replaced." in page
    assert "You can load the file, or reject it." in page


# Columns with other names


def test_a_file_in_other_columns_waits_for_somebody_who_knows_them(ira, in_other_columns):
    page = ira.get(address("detail", in_other_columns)).content.decode()
    assert in_other_columns.status == "checked"
    assert "These required columns are missing: spell_id" in page
    assert "Say which column is which" in page


def test_the_mapping_is_saved_and_the_file_checked_again(ira, cast, in_other_columns):
    assert "their total_cost" in ira.get(address("mapping", in_other_columns)).content.decode()
    response = ira.post(address("mapping", in_other_columns), {"name": "Trust's own", **THEIR_NAMES})
    assert response.status_code == 302
    extract = check(in_other_columns)
    assert (extract.status, extract.rows_good) == ("loaded", 2)
    assert ColumnMapping.objects.get().columns == THEIR_NAMES
    assert "layout Trust" in ira.get(address("detail", extract)).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"total_cost": ""}, "Select the column that holds total_cost"),
        ({"total_cost": "their pod"}, "is chosen for pod already"),
        ({"name": ""}, "Enter name of this layout"),
        ({"total_cost": "no such header"}, "not one of the available choices"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_by_the_field(ira, in_other_columns, changed, said):
    response = ira.post(address("mapping", in_other_columns), {"name": "Own", **THEIR_NAMES, **changed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ColumnMapping.objects.exists()


def test_a_name_that_another_layout_has_is_refused(ira, cast, in_other_columns):
    ColumnMapping.objects.create(
        pct=cast.pct, name="Own", columns={}, saved_at="2009-02-20T10:00Z", saved_by=cast.ira
    )
    response = ira.post(address("mapping", in_other_columns), {"name": "Own", **THEIR_NAMES})
    assert response.status_code == 422
    assert "Another layout is saved as Own" in response.content.decode()


def test_a_file_that_needs_no_mapping_says_so(ira, waiting):
    page = ira.get(address("mapping", waiting), follow=True).content.decode()
    assert "does not wait for a mapping" in page


# Lists


def test_the_list_says_what_became_of_each_file(ira, cast, waiting):
    make_extract(cast.pct, file_name="December.csv", rows_read=5, rows_good=5)
    make_extract(cast.other_pct, file_name="Not ours.csv")
    page = ira.get(reverse("referrals:extract-list")).content.decode()
    assert "December.csv" in page
    assert "Waiting for a decision" in page
    assert "Not ours.csv" not in page


def test_the_lists_take_few_queries(ira, cast, django_assert_max_num_queries):
    month = JANUARY
    for _ in range(30):
        make_load(cast.pct, month=month)
        month = month.previous()
    for name in ("list", "months"):
        with django_assert_max_num_queries(9):
            ira.get(reverse(f"referrals:extract-{name}"))


def test_somebody_elses_month_is_not_found(as_user, cast):
    load = make_load(cast.pct)
    month = {"pct": cast.pct.ods_code, "provider": load.provider.ods_code, "month": "2009-01"}
    assert as_user("zoe").get(f"/referrals/extracts/months/{'/'.join(month.values())}/").status_code == 404
    assert as_user("alice").get(f"/referrals/extracts/months/{'/'.join(month.values())}/").status_code == 403
    month["month"] = "2008-12"
    assert as_user("ira").get(f"/referrals/extracts/months/{'/'.join(month.values())}/").status_code == 404


def test_a_month_sent_again_shows_what_changed(ira, cast):
    checked(cast.pct, csv_file(january(3)))
    changed = [row(2), row(3, total_cost="5250.00", spell_cost="5250.00"), row(4)]
    checked(cast.pct, csv_file(changed))
    load = Load.objects.current().get()
    page = ira.get(reverse("referrals:extract-months")).content.decode()
    url = f"/referrals/extracts/months/{cast.pct.ods_code}/{load.provider.ods_code}/2009-01/"
    assert url in page
    page = ira.get(url).content.decode()
    assert "(counts)" in page
    assert "+£4,250" in page
    assert "−£4,250" in page
    assert page.count("+£1,000") == 2
