"""Loading the good rows of a file, rejecting it, beginning again."""

from __future__ import annotations

from django.urls import reverse

from referrals.models import Episode, Extract
from referrals.selectors.loads import latest_job
from referrals.services import checking
from tests.referrals.builders_extracts import check, checked, receive, work
from tests.referrals.extracts.pages import address
from tests.referrals.hidas.files import csv_file, january


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
