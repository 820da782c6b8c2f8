"""The return: a practice manager sends January 2009, with JavaScript and without."""

from __future__ import annotations

import re

import pytest

from tests.browser.visitor import Visitor

MANAGERS = {True: "manager@fernville.example", False: "manager@markyate.example"}
NAMES = {True: "Helen Marsh", False: "Ian Fletcher"}
PASTED = "Urology\t11\t1\nENT\t7\t0"


@pytest.fixture
def manager(visit, javascript) -> Visitor:
    return visit(MANAGERS[javascript], javascript=javascript)


def test_a_manager_sends_the_month(manager, javascript):
    enter_the_referrals(manager, javascript)
    validate_the_episodes(manager)
    declare(manager, NAMES[javascript])
    see_that_it_is_done(manager)


def enter_the_referrals(manager: Visitor, javascript: bool) -> None:
    assert manager.heading == "What needs you"
    manager.follow("Send the return for January 2009")
    assert manager.sees("7 days overdue")
    manager.follow("1. Referrals")
    manager.fill("General Surgery, elective", "minus two")
    manager.press("Save draft")
    assert manager.page.title().startswith("Error: ")
    assert manager.value("General Surgery, elective") == "minus two"
    manager.fill("General Surgery, elective", "21")
    if javascript:
        manager.paste("Urology, elective", "11\t1\n32\t3")
        assert manager.value("Trauma & Orthopaedics, unscheduled") == "3"
    else:
        manager.page.get_by_text("Paste from a spreadsheet").click()
        manager.fill(re.compile("figures|block|spreadsheet", re.I), PASTED)
        manager.press("Fill the grid")
        assert manager.value("Urology, elective") == "11"
        assert manager.value("General Surgery, elective") == "21"
    manager.press("Start from last month")
    assert manager.value("General Surgery, elective") == "21"
    assert manager.sees("not saved")
    manager.press("Put 0 in the empty boxes")
    manager.press("Save draft")
    explain_what_is_odd(manager)


def explain_what_is_odd(manager: Visitor) -> None:
    """Whatever is unlike the practice's own months is said to be right."""
    if "Unusual figures" in manager.heading:
        for why in manager.page.get_by_role("textbox").all():
            why.fill("We read the letters again: the figure is right.")
        manager.press("Save")


def validate_the_episodes(manager: Visitor) -> None:
    manager.go_back_to("All tasks of the month")
    manager.follow("2. Episode validation")
    manager.follow(re.compile("Episode 1: "))
    for group in manager.page.get_by_role("group").all():
        group.get_by_label("Yes", exact=True).check()
    manager.page.get_by_role("group", name="Activity coded correctly").get_by_label("No", exact=True).check()
    manager.fill("Note (optional)", "The HRG does not fit the procedure in our letter.")
    manager.press("Save and go to the list")
    confirm = re.compile("^All five yes")
    while manager.has_button(confirm):
        manager.press(confirm)


def declare(manager: Visitor, name: str) -> None:
    manager.go_back_to("All tasks of the month")
    manager.follow("3. Declaration")
    manager.fill("Your full name", "Somebody Else")
    manager.page.get_by_role("checkbox").check()
    manager.press("Submit")
    assert manager.page.title().startswith("Error: ")
    manager.fill("Your full name", name)
    manager.page.get_by_role("checkbox").check()
    manager.press("Submit")


def see_that_it_is_done(manager: Visitor) -> None:
    assert re.search(r"R\d{6}-1-[0-9A-F]{8}", manager.text)
    assert manager.sees(re.compile("late", re.I))
    manager.go("/")
    assert not manager.sees("Send the return for January 2009")


def test_another_practices_month_is_not_found(manager):
    manager.go("/referrals/E82028/2009-01/")
    assert "not" in manager.heading.lower()


def test_the_month_works_on_a_narrow_screen(visit):
    manager = visit("manager@new-surgery.example", width=320)
    for address in ("", "referrals/", "episodes/", "declaration/"):
        manager.go(f"/referrals/E82131/2009-01/{address}")
