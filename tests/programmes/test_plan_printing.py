"""What the printed plan says of its signatures and of what is not there."""

import pytest

from programmes.presentation import block_shown, items_html
from programmes.printing import plan_html
from programmes.selectors.plans.blocks import table
from programmes.services.plans import save_section
from tests.programmes import builders_plan as build


@pytest.fixture
def plan(cast):
    return build.make_plan(cast)


def test_a_version_out_for_signature_shows_who_signed_so_far(cast, plan):
    version = build.send(plan, cast)
    build.sign(plan, cast, "chris")
    html = plan_html(version, is_draft=True)
    assert "Not yet a signed plan" in html
    assert html.count("Waiting for signature") == 2
    assert "Signed 20 February 2009" in html


def test_a_version_changed_after_a_signature_is_void(cast, plan):
    version = build.send(plan, cast)
    build.sign(plan, cast, "chris")
    save_section(section=plan.sections.get(order=1), body="New words.", edition=0, by=cast.max)
    version.plan.refresh_from_db()
    html = plan_html(version, is_draft=True)
    assert "<strong>Void.</strong>" in html
    assert "now void" in html


def test_an_empty_cell_says_so_and_an_empty_total_does_not():
    shown = block_shown(table("Lists", {"Name": "text", "People": "list"}, [["A", []]], total=["All", None]))
    assert "none" in shown["rows"][0][1]["html"]
    assert shown["total"][1]["html"] == ""


@pytest.mark.parametrize(("texts", "html"), [([], ""), (["a"], "<p>a</p>\n"), (["a", "b"], "<ul><li>")])
def test_one_text_needs_no_bullet(texts, html):
    assert items_html(texts).startswith(html)
