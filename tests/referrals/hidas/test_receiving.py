"""Who may send a file, what is done with its bytes, and when the same bytes are refused."""

from __future__ import annotations

import os
import re
import time

import pytest

from daccom import jobs
from daccom.errors import Refused
from daccom.models import Job
from referrals.models import ColumnMapping, Episode, Extract, Provider, RowError, Specialty
from referrals.selectors.loads import CLEAR_JOB, latest_job, replacements
from referrals.services import checking, extract_files, extracts
from referrals.services.extracts import load_extract, reject_extract, resume_extract
from tests.referrals.builders_extracts import accepted, check, checked, receive, work
from tests.referrals.hidas.files import csv_file, january, row

GOOD = csv_file(january())
WITH_A_BAD_ROW = csv_file([*january(), row(4, age="old")])


def refusal(service, **arguments) -> str:
    with pytest.raises(Refused) as refused:
        service(**arguments)
    return refused.value.rule


def test_a_file_waits_for_a_worker(places):
    extract = receive(places.pct, GOOD, places.ira, file_name="C:\\months\\jan\n.csv")
    assert (extract.status, extract.file_name, extract.size_bytes) == ("received", "jan.csv", len(GOOD))
    assert extract_files.path_of(extract).read_bytes() == GOOD
    assert latest_job(extract).status == Job.Status.QUEUED


@pytest.mark.parametrize("name", ["alice", "pat", "zoe", "ada", "nobody"])
def test_only_pct_information_sends_files(places, name):
    with pytest.raises(Refused) as refused:
        receive(places.pct, GOOD, places[name])
    assert refused.value.rule == "extract.not-allowed"


def test_an_empty_file_is_refused_at_once(places):
    with pytest.raises(Refused) as refused:
        receive(places.pct, b"")
    assert refused.value.rule == "extract.empty"
    assert list(extract_files.folder().iterdir()) == []


def test_a_file_that_is_too_large_is_refused(places, monkeypatch):
    monkeypatch.setattr(extract_files, "LARGEST_FILE", 100)
    with pytest.raises(Refused) as refused:
        receive(places.pct, GOOD)
    assert refused.value.rule == "extract.too-large"


def test_the_same_bytes_twice_name_who_sent_them(places):
    receive(places.pct, GOOD, places.ira)
    with pytest.raises(Refused) as refused:
        receive(places.pct, GOOD, places.ira, file_name="other.csv")
    assert refused.value.rule == "extract.already-here"
    assert "sent by Ira on 20 February 2009" in refused.value.message


def test_the_same_bytes_at_the_same_moment(places, monkeypatch):
    """Both have looked and seen nothing when the second writes its row."""
    receive(places.pct, GOOD, places.ira)
    looks = iter([lambda **_: None, extracts.open_twin])
    monkeypatch.setattr(extracts, "open_twin", lambda **which: next(looks)(**which))
    with pytest.raises(Refused) as refused:
        receive(places.pct, GOOD, places.ira)
    assert refused.value.rule == "extract.already-here"
    assert len(list(extract_files.folder().iterdir())) == 1


def test_what_counts_already_is_not_loaded_again(places):
    checked(places.pct, GOOD, places.ira)
    with pytest.raises(Refused) as refused:
        receive(places.pct, GOOD, places.ira)
    assert refused.value.rule == "extract.nothing-new"


def test_it_may_come_again_once_it_was_replaced(places):
    checked(places.pct, GOOD)
    checked(places.pct, csv_file(january(2)))
    assert checked(places.pct, GOOD).status == Extract.Status.LOADED


def test_it_may_come_again_for_the_rows_it_lost(places):
    accepted(checked(places.pct, WITH_A_BAD_ROW, places.ira), places.ira)
    assert receive(places.pct, WITH_A_BAD_ROW).status == Extract.Status.RECEIVED


def test_another_pct_may_send_the_same_bytes(places):
    receive(places.pct, GOOD)
    assert receive(places.other_pct, GOOD).status == Extract.Status.RECEIVED


def test_a_rejected_file_leaves_no_trace_but_its_report(places, django_capture_on_commit_callbacks):
    extract = checked(places.pct, WITH_A_BAD_ROW, places.ira)
    with django_capture_on_commit_callbacks(execute=True):
        reject_extract(extract=extract, by=places.ira, reason="Wrong year")
    work(checking.clear_extract, jobs.latest(CLEAR_JOB, str(extract.pk)))
    extract.refresh_from_db()
    assert (extract.status, extract.reject_reason, extract.ended_by) == ("rejected", "Wrong year", places.ira)
    assert not extract_files.path_of(extract).exists()
    assert not Episode.every.exists()
    assert not extract.loads.exists()
    assert RowError.objects.filter(extract=extract).count() == 1


def test_a_rejection_needs_a_reason(places):
    extract = checked(places.pct, WITH_A_BAD_ROW, places.ira)
    assert refusal(reject_extract, extract=extract, by=places.ira, reason=" ") == "extract.no-reason"


def test_others_decide_nothing(places):
    extract = checked(places.pct, WITH_A_BAD_ROW, places.ira)
    assert refusal(load_extract, extract=extract, by=places.pat) == "extract.not-allowed"
    assert refusal(reject_extract, extract=extract, by=places.alice, reason="No") == "extract.not-allowed"
    assert refusal(resume_extract, extract=extract, by=places.zoe) == "extract.not-allowed"


def test_what_a_worker_has_is_left_alone(places):
    extract = receive(places.pct, GOOD, places.ira)
    for service, more in ((load_extract, {}), (reject_extract, {"reason": "No"}), (resume_extract, {})):
        assert refusal(service, extract=extract, by=places.ira, **more) == "extract.being-worked-on"


def test_what_has_ended_stays_so(places):
    extract = checked(places.pct, GOOD, places.ira)
    assert refusal(reject_extract, extract=extract, by=places.ira, reason="No") == "extract.ended"


def test_a_decision_is_made_once(places):
    extract = checked(places.pct, WITH_A_BAD_ROW, places.ira)
    load_extract(extract=extract, by=places.ira)
    assert refusal(load_extract, extract=extract, by=places.ira) == "extract.being-worked-on"
    assert refusal(reject_extract, extract=extract, by=places.ira, reason="No") == "extract.being-worked-on"


def test_a_check_that_failed_can_begin_again(places):
    extract = receive(places.pct, GOOD, places.ira)
    Job.objects.update(status="failed", finished_at=extract.received_at)
    resume_extract(extract=extract, by=places.ira)
    assert check(extract).status == Extract.Status.LOADED


def test_a_checked_file_is_not_checked_again(places):
    extract = checked(places.pct, WITH_A_BAD_ROW, places.ira)
    assert refusal(resume_extract, extract=extract, by=places.ira) == "extract.is-checked"


def test_unknown_codes_wait_for_a_decision(places):
    extract = checked(places.pct, csv_file([row(1, provider_code="rxx", specialty_code="999")]), places.ira)
    assert extract.status == Extract.Status.CHECKED
    assert extract.new_codes == {"providers": ["RXX"], "specialties": ["999"]}
    accepted(extract, places.ira)
    assert Specialty.objects.get(code="999").name == "Treatment function 999, name not known"
    assert not Specialty.objects.get(code="999").in_return
    assert Episode.objects.get().provider.ods_code == "RXX"


def test_codes_of_a_rejected_file_are_forgotten(places):
    content = csv_file([row(1, provider_code="RXX", specialty_code="999")])
    extract = checked(places.pct, content, places.ira)
    reject_extract(extract=extract, by=places.ira, reason="No such hospital")
    work(checking.clear_extract, jobs.latest(CLEAR_JOB, str(extract.pk)))
    assert not Provider.objects.filter(ods_code="RXX").exists()
    assert not Specialty.objects.filter(code="999").exists()


def test_codes_of_rows_that_count_elsewhere_are_forgotten_too(places):
    checked(places.pct, csv_file([row(1)]))
    moved = row(1, admission_date="2008-12-04", discharge_date="2008-12-11", specialty_code="999")
    extract = checked(places.pct, csv_file([moved]), places.ira)
    assert not extract.loads.exists()
    reject_extract(extract=extract, by=places.ira, reason="Sent in the wrong month")
    work(checking.clear_extract, jobs.latest(CLEAR_JOB, str(extract.pk)))
    assert not Specialty.objects.filter(code="999").exists()


def test_a_code_that_nobody_accepted_is_new_to_the_next_file_too(places):
    checked(places.pct, csv_file([row(1, provider_code="RXX")]), places.ira)
    second = checked(places.pct, csv_file([row(2, provider_code="RXX")]), places.ira)
    assert second.new_codes == {"providers": ["RXX"]}
    accepted(second, places.ira)
    assert Provider.objects.filter(ods_code="RXX").exists()


def test_a_report_says_what_would_be_replaced(places):
    checked(places.pct, GOOD)
    extract = checked(places.pct, csv_file([row(1), row(2, sex="x")]), places.ira)
    (found,) = replacements(extract)
    assert (found.current.rows, found.more_rows) == (3, -2)


def test_files_of_a_server_that_died_are_tidied_away(places):
    left = extract_files.folder() / f"{extract_files.INCOMING}left"
    ended = extract_files.path_of(checked(places.pct, GOOD))  # killed before it forgot the file
    waiting = extract_files.path_of(checked(places.pct, WITH_A_BAD_ROW))
    long_ago = time.time() - 2 * extract_files.FORGOTTEN_AFTER
    for path in (left, ended, waiting):
        path.write_bytes(GOOD)
        os.utime(path, (long_ago, long_ago))
    receive(places.pct, csv_file(january(2)))
    assert [path.exists() for path in (left, ended, waiting)] == [False, False, True]


def test_codes_of_a_file_that_cannot_be_read_are_forgotten(places):
    rows = csv_file([row(1, provider_code="RXX", specialty_code="999"), row(2)])
    extract = checked(places.pct, rows + b'"', places.ira)
    assert extract.status == Extract.Status.REJECTED
    assert not Provider.objects.filter(ods_code="RXX").exists()
    assert not Specialty.objects.filter(code="999").exists()


def test_a_file_without_a_header_is_rejected_without_a_word_of_its_patients(places):
    _, rows = GOOD.split(b"\r\n", 1)
    extract = checked(places.pct, rows, places.ira)
    assert extract.status == Extract.Status.REJECTED
    assert "does not name the columns" in extract.problem
    assert not re.search("[0-9]", extract.problem)


def test_a_mapping_reads_another_layout(places):
    names = {"total_cost": "Price", "spell_id": "Provider spell no"}
    mapping = ColumnMapping.objects.create(
        pct=places.pct, name="Other", columns=names, saved_at="2009-02-01T10:00Z", saved_by=places.ira
    )
    content = GOOD.replace(b"total_cost", b"Price").replace(b"spell_id", b"Provider spell no")
    assert checked(places.pct, content, mapping=mapping).status == Extract.Status.LOADED
