"""Routes of the commissioning plan, and the page of a job."""

from __future__ import annotations

from typing import Any

from daccom.models import Job
from tests.cast import PASSWORD, Cast
from tests.programmes import builders_plan as build
from tests.sweeps.access import EVERYBODY, EXECUTIVE, PCT_STAFF, Route

INSIDE = EXECUTIVE | PCT_STAFF


def draft(cast: Cast) -> dict[str, Any]:
    return {"pk": build.make_plan(cast).pk}


def draft_section(cast: Cast) -> dict[str, Any]:
    return {**draft(cast), "order": 3}


def first_to_sign(cast: Cast) -> dict[str, Any]:
    plan = build.make_plan(cast)
    build.send(plan, cast)
    return {"pk": plan.pk}


def sent_version(cast: Cast) -> dict[str, Any]:
    return {"pk": build.send(build.make_plan(cast), cast).pk}


def draft_document(cast: Cast) -> dict[str, Any]:
    return {"pk": build.make_document(build.send(build.make_plan(cast), cast)).pk}


def pdf_job(cast: Cast) -> dict[str, Any]:
    build.send(build.make_plan(cast), cast)
    return {"pk": Job.objects.get().pk}


def new_text(cast: Cast) -> dict[str, Any]:
    return {"body": "New words.", "edition": 0}


def seen(cast: Cast) -> dict[str, Any]:
    return {"edition": 0}


def name_and_password(cast: Cast) -> dict[str, Any]:
    return {"typed_name": "Chris", "password": PASSWORD, "content_sha256": "0" * 64}


ROUTES = {
    "job-detail": Route(INSIDE, pdf_job),
    "programmes:plan-list": Route(EVERYBODY),
    "programmes:plan-detail": Route(INSIDE, draft),
    "programmes:plan-section": Route(INSIDE, draft_section),
    "programmes:plan-section-edit": Route(frozenset({"max", "pat"}), draft_section, "post", new_text),
    "programmes:plan-freeze": Route(frozenset({"max", "pat"}), draft, "post"),
    "programmes:plan-send": Route(frozenset({"max"}), draft, "post", seen),
    # Peg and Cal are let in to be told that it is not their turn yet.
    "programmes:plan-sign": Route(
        frozenset({"chris", "peg", "cal"}), first_to_sign, "post", name_and_password
    ),
    "programmes:plan-pdf": Route(INSIDE, sent_version, "post"),
    "programmes:plan-document": Route(INSIDE, draft_document),
}
