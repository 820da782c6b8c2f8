"""Dashboards on paper: asked for, made by a worker, had by whoever asked and nobody else."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from daccom import jobs
from daccom.errors import Refused
from daccom.models import Job
from programmes.selectors.prints import file_name_of, is_own, kept_for, print_key
from programmes.services.prints import publish_print, request_print
from programmes.tasks import build_page_pdf

PAGE = "<html><head><title>A – B</title></head><body><main><h1>{}</h1></main></body></html>"
ADDRESS = "/programmes/dashboard/pct/5P4/2009-01/pdf/"


@pytest.fixture(autouse=True)
def kept(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def ask(user, words="January"):
    return request_print(page=PAGE.format(words), file_name="daccom-2009-01", by=user)


def test_a_worker_makes_it_and_it_lies_ready(cast):
    job, key = ask(cast.erin)
    assert build_page_pdf(job.pk) is True
    assert kept_for(cast.erin, key).startswith(b"%PDF")
    assert ask(cast.erin) == (None, key)


def test_asking_twice_is_one_job(cast):
    assert ask(cast.erin)[0] == ask(cast.erin)[0]


def test_other_figures_are_another_pdf(cast):
    assert ask(cast.erin)[1] != ask(cast.erin, "February")[1]


def test_nobody_else_gets_it(cast):
    job, key = ask(cast.erin)
    build_page_pdf(job.pk)
    assert kept_for(cast.chris, key) is None
    assert not is_own(cast.chris, key)


def test_a_page_that_is_not_kept_any_more_is_refused(cast):
    job, _ = ask(cast.erin)
    cache.clear()
    with pytest.raises(Refused, match="kept for a day"):
        jobs.with_job(job.pk, publish_print)
    assert Job.objects.get().status == Job.Status.FAILED


def test_the_key_says_the_files_name(cast):
    assert file_name_of(print_key(cast.erin, "daccom-2009-01", "ab" * 32)) == "daccom-2009-01.pdf"


def test_the_page_leads_to_the_job_and_the_job_to_the_pdf(client, cast):
    client.force_login(cast.pat)
    job = Job.objects.get(pk=client.post(ADDRESS).url.split("/")[-2])
    build_page_pdf(job.pk)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert f"/programmes/pdf/{job.key}/" in page
    answer = client.get(f"/programmes/pdf/{job.key}/")
    assert answer["Content-Disposition"] == 'attachment; filename="5p4-2009-01.pdf"'


def test_what_lies_ready_is_handed_over_at_once(client, cast):
    client.force_login(cast.pat)
    client.post(ADDRESS)
    build_page_pdf(Job.objects.get().pk)
    assert client.post(ADDRESS).url.startswith("/programmes/pdf/")


def test_to_others_the_pdf_does_not_exist(client, cast):
    job, key = ask(cast.erin)
    build_page_pdf(job.pk)
    client.force_login(cast.pat)
    assert client.get(f"/programmes/pdf/{key}/").status_code == 404
    assert client.get(f"/jobs/{job.pk}/").status_code == 404
