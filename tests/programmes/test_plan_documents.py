"""PDFs of versions: made once however often asked, from the frozen content alone, and never by halves."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from daccom import jobs
from daccom.audit import history
from daccom.errors import Refused
from daccom.models import Job
from programmes.models import PlanDocument, PlanVersion
from programmes.services import documents
from programmes.tasks import build_plan_pdf
from tests.programmes import builders_plan as build
from tests.sweeps.access import EXECUTIVE, PCT_STAFF


@pytest.fixture
def version(cast):
    return build.send(build.make_plan(cast), cast)


@pytest.fixture
def quick(monkeypatch):
    """No layout and no seal: the order of things is what is tested."""
    monkeypatch.setattr(documents, "render_pdf", lambda html: b"%PDF of " + str(len(html)).encode())
    monkeypatch.setattr(documents, "page_count", lambda pdf: 3)
    monkeypatch.setattr(documents, "seal", lambda pdf, *, reason: pdf + reason.encode())
    monkeypatch.setattr(documents, "is_intact", lambda pdf: True)


def job_of(version):
    return Job.objects.get(key=f"{version.pk}-draft")


def test_the_task_makes_the_document_and_ends_the_job(version, quick):
    assert build_plan_pdf(job_of(version).pk)
    document = PlanDocument.objects.get()
    assert (document.version, document.kind, document.pages) == (version, "draft", 3)
    assert document.sha256 == hashlib.sha256(bytes(document.content)).hexdigest()
    assert job_of(version).status == "done"


def test_each_step_is_reported(version, quick):
    seen = []
    documents.publish_pdf(job_of(version), lambda *step: seen.append(step))
    assert [(done, total) for done, total, _ in seen] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert seen[1][2] == "Laying out the pages."


def test_the_task_run_twice_makes_one_document(version, quick):
    job = job_of(version)
    assert build_plan_pdf(job.pk)
    assert not build_plan_pdf(job.pk)
    assert PlanDocument.objects.count() == 1


def test_a_second_job_finds_the_document_made(version, quick):
    build_plan_pdf(job_of(version).pk)
    again = jobs.enqueue(kind="plan-pdf", key=f"{version.pk}-draft", by=None)
    assert build_plan_pdf(again.pk)
    assert PlanDocument.objects.count() == 1


def test_two_workers_that_finish_together_leave_one_document(version, quick):
    documents._store(version, "draft", b"first", job_of(version))
    documents._store(version, "draft", b"second", job_of(version))
    assert bytes(PlanDocument.objects.get().content) == b"first"
    assert history(PlanDocument.objects.get()).count() == 1


def test_killed_half_way_nothing_is_kept_and_the_next_worker_makes_it(version, quick, monkeypatch):
    job = job_of(version)
    with monkeypatch.context() as broken:
        broken.setattr(documents, "page_count", lambda pdf: exit(9))
        pytest.raises(SystemExit, build_plan_pdf, job.pk)
    assert not PlanDocument.objects.exists()
    Job.objects.filter(pk=job.pk).update(status="queued")
    assert build_plan_pdf(job.pk)
    assert PlanDocument.objects.count() == 1


def test_sealed_before_the_third_signature_is_refused(version, quick):
    early = jobs.enqueue(kind="plan-pdf", key=f"{version.pk}-sealed", by=None)
    with pytest.raises(Refused):
        build_plan_pdf(early.pk)
    early.refresh_from_db()
    assert (early.status, early.message[:12]) == ("failed", "A plan is se")
    assert not PlanDocument.objects.exists()


def test_the_wrong_order_makes_both_documents(cast, quick):
    version = build.make_signed_plan(cast).versions.get()
    for kind in ("sealed", "draft"):
        assert build_plan_pdf(Job.objects.get(key=f"{version.pk}-{kind}").pk)
    assert set(PlanDocument.objects.values_list("kind", flat=True)) == {"draft", "sealed"}


def test_content_that_is_not_what_was_frozen_is_not_printed(version, quick, monkeypatch):
    monkeypatch.setattr(documents, "digest", lambda content: "0" * 64)
    with pytest.raises(Refused):
        build_plan_pdf(job_of(version).pk)
    assert not PlanDocument.objects.exists()


def test_a_seal_that_does_not_hold_is_not_kept(cast, quick, monkeypatch):
    version = build.make_signed_plan(cast).versions.get()
    monkeypatch.setattr(documents, "is_intact", lambda pdf: False)
    with pytest.raises(Refused):
        build_plan_pdf(Job.objects.get(key=f"{version.pk}-sealed").pk)
    assert not PlanDocument.objects.exists()


def test_asking_twice_gives_the_same_job(cast, version):
    assert documents.request_pdf(version=version, by=cast.pat) == job_of(version)


def test_a_failed_job_can_be_asked_for_again(cast, version, quick, monkeypatch):
    first = job_of(version)
    with monkeypatch.context() as broken:
        broken.setattr(documents, "page_count", lambda pdf: 1 / 0)
        pytest.raises(ZeroDivisionError, build_plan_pdf, first.pk)
    first.refresh_from_db()
    assert (first.status, first.message) == ("failed", jobs.WENT_WRONG)
    again = documents.request_pdf(version=version, by=cast.pat)
    assert again != first
    assert build_plan_pdf(again.pk)


def test_what_is_made_is_not_asked_for_again(cast, version):
    build.make_document(version)
    with pytest.raises(Refused) as refused:
        documents.request_pdf(version=version, by=cast.pat)
    assert refused.value.rule == "plan.pdf-exists"


def test_a_download_is_on_record(cast, version):
    document = build.make_document(version)
    documents.record_download(document=document, by=cast.pat)
    entry = history(document).first()
    assert (entry.actor, entry.additional_data["verb"]) == (cast.pat, "plan.pdf-downloaded")


@pytest.mark.parametrize("change", ["UPDATE {} SET pages = 1", "DELETE FROM {}"])
def test_the_database_keeps_documents_as_they_are(version, change):
    build.make_document(version)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format("programmes_plandocument"))


def readers(cast, rows):
    return {name for name in cast.people if rows.visible_to(cast[name]).exists()}


def test_drafts_are_for_group_and_pct(cast, version):
    build.make_document(version)
    inside = EXECUTIVE | PCT_STAFF
    assert readers(cast, PlanDocument.objects) == inside
    assert readers(cast, PlanVersion.objects) == inside


def test_a_signed_plan_is_for_every_practice_of_the_group(cast):
    version = build.make_signed_plan(cast).versions.get()
    build.make_document(version, "sealed")
    strangers = {"olive", "zoe", "ada", "nobody"}
    assert readers(cast, PlanDocument.objects) == set(cast.people) - strangers
    assert readers(cast, PlanVersion.objects) == set(cast.people) - strangers


def test_the_draft_of_a_signed_plan_stays_inside(cast):
    build.make_document(build.make_signed_plan(cast).versions.get(), "draft")
    assert not PlanDocument.objects.visible_to(cast.alice).exists()
