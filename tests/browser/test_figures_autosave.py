"""Figures that are typed are not lost: without a connection, in a second tab, until one signs out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

EMAIL = "manager@new-surgery.example"
PAGE = "/referrals/E82131/2009-01/referrals/"
SURGERY, UROLOGY = "General Surgery, elective", "Urology, elective"
KEPT = "Kept on this computer, not saved yet."
COPIES = "Object.keys(localStorage).filter(key => key.startsWith('daccom-figures:')).length"


@pytest.fixture
def manager(visit) -> Visitor:
    """At the grid of a month that nobody sent, with every box empty of this test's figures."""
    visitor: Visitor = visit(EMAIL)
    visitor.go(PAGE)
    return visitor


def says(visitor: Visitor, words: str) -> None:
    expect(visitor.page.locator("[data-autosave-status]")).to_contain_text(words, timeout=15_000)


def test_what_is_typed_is_saved_by_itself(manager):
    manager.fill(SURGERY, "31")
    says(manager, "Saved ")
    manager.look()
    manager.go(PAGE)
    assert manager.value(SURGERY) == "31"
    assert manager.page.evaluate(COPIES) == 0


def test_what_cannot_be_a_figure_is_kept_here(manager):
    manager.fill(UROLOGY, "about ten")
    says(manager, KEPT)
    manager.go(PAGE)
    assert manager.value(UROLOGY) == "about ten"
    says(manager, "Some boxes need correcting first.")
    manager.fill(UROLOGY, "10")
    says(manager, "Saved ")


def test_a_lost_connection_loses_nothing(manager):
    manager.page.context.set_offline(True)
    manager.fill(SURGERY, "32")
    says(manager, "No connection")
    assert manager.page.evaluate(COPIES) == 1
    manager.complaints.clear()
    manager.page.context.set_offline(False)
    says(manager, "Saved ")


def test_a_second_tab_shows_both_figures(manager):
    second = manager.page.context.new_page()
    second.goto(PAGE)
    second.get_by_label(SURGERY).fill("41")
    expect(second.locator("[data-autosave-status]")).to_contain_text("Saved ", timeout=15_000)
    manager.fill(SURGERY, "42")
    says(manager, "Somebody else saved other figures.")
    assert manager.sees("Stored now: 41")
    assert manager.value(SURGERY) == "42"
    manager.press("Save draft")
    assert manager.sees("Not saved yet")
    assert manager.sees("Stored now: 41")
    manager.press("Save mine over it")
    second.reload()
    assert second.get_by_label(SURGERY).input_value() == "42"


def test_an_old_copy_does_not_undo_what_was_saved_since(manager, visit):
    manager.fill(SURGERY, "51")
    manager.press("Save draft")
    other = visit(EMAIL)
    other.go(PAGE)
    other.fill(SURGERY, "52")
    says(other, "Saved ")
    manager.go(PAGE)
    assert manager.value(SURGERY) == "52"
    assert manager.page.evaluate(COPIES) == 0


def test_what_was_typed_offline_does_not_overwrite_what_somebody_saved_since(manager, visit):
    manager.page.context.set_offline(True)
    manager.fill(SURGERY, "61")
    says(manager, "No connection")
    other = visit(EMAIL)
    other.go(PAGE)
    other.fill(SURGERY, "62")
    says(other, "Saved ")
    manager.page.goto("about:blank")
    manager.page.context.set_offline(False)
    manager.complaints.clear()
    manager.go(PAGE)
    says(manager, "Somebody else saved other figures.")
    assert manager.value(SURGERY) == "61"
    assert manager.sees("Stored now: 62")
    other.go(PAGE)
    assert other.value(SURGERY) == "62"


def test_figures_to_be_checked_are_not_saved_by_themselves(manager, visit):
    manager.fill(SURGERY, "")
    says(manager, "Saved ")
    manager.press("Start from last month")
    manager.fill(UROLOGY, "17")
    manager.go(PAGE)
    says(manager, "Check the boxes, then press Save draft.")
    assert manager.value(UROLOGY) == "17"
    other = visit(EMAIL)
    other.go(PAGE)
    assert other.value(SURGERY) == ""


def test_signing_out_leaves_nothing_behind(manager):
    manager.fill(UROLOGY, "some")
    says(manager, KEPT)
    assert manager.page.evaluate(COPIES) == 1
    manager.press("Sign out")
    assert manager.page.evaluate(COPIES) == 0
