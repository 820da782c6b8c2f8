"""The printed plan: HTML for the PDF, made from a version's frozen content and its signatures alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.template.loader import render_to_string

from daccom.formats import long_date
from programmes.models import PlanVersion
from programmes.presentation import moment, section_shown
from programmes.selectors.plans.blocks import Content
from programmes.selectors.plans.progress import signing_state
from programmes.selectors.plans.versions import state_of

SECTION_LEVEL = 2


def plan_html(version: PlanVersion, *, is_draft: bool) -> str:
    """The whole document; as a draft it says so on every page."""
    content: Content = version.content
    newest = version.plan.versions.order_by("-number").values_list("pk", flat=True).first()
    context = {
        "draft": is_draft,
        "content": content,
        "version": version,
        "as_of": moment(content["as_of"]),
        "first_day": _day(content["first_day"]),
        "last_day": _day(content["last_day"]),
        "sections": [
            section_shown(section, level=SECTION_LEVEL + ("." in section["number"]))
            for section in content["sections"]
        ],
        "lines": _lines(version, content),
        "is_void": state_of(version, version.plan, is_newest=version.pk == newest) == "void",
    }
    return render_to_string("pdf/plan.html", context)


def _lines(version: PlanVersion, content: Content) -> list[dict[str, Any]]:
    """The three places, with the roles as they were frozen."""
    lines = signing_state(version).lines
    return [
        {
            "role": role,
            "name": line.name,
            "signed_at": moment(line.signed_at.isoformat()) if line.signed_at else "",
        }
        for role, line in zip(content["signatories"], lines, strict=True)
    ]


def _day(iso: str) -> str:
    return long_date(dt.date.fromisoformat(iso))
