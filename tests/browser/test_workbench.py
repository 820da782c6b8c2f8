"""The workbench: forty episodes by keyboard alone, without a connection, in two tabs at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

LIST = "/referrals/E82131/2009-02/episodes/"
EPISODES = 48
HEADER = (
    "spell_id,episode_id,provider_code,practice_code,nhs_number,sex,age,pod,specialty_code,"
    "admission_method,patient_classification,admission_date,discharge_date,hrg,length_of_stay,"
    "excess_bed_days,spell_cost,excess_bed_day_cost,total_cost"
)
RESULT = re.compile("Go to the result")
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('daccom-answers:')).length"


def extract(path: Path) -> Path:
    """A February of one hospital nobody has heard from: stays of four days at one practice."""
    lines = [HEADER]
    for number in range(EPISODES):
        cost = 3100 + 10 * number
        lines.append(
            f"WB-S{number},WB-E{number},RQM,E82131,,2,60,NEL,300,21,1,2009-02-02,2009-02-06,A22,4,0,"
            f"{cost}.00,0.00,{cost}.00"
        )
    path.write_text("\n".join(lines))
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("extract")


@pytest.fixture
def manager(visit, folder) -> Visitor:
    """The manager at the list; the first test of the module brings the extract in."""
    path = folder / "february.csv"
    if not path.exists():
        load(visit("information@westherts.example"), extract(path))
    visitor: Visitor = visit("manager@new-surgery.example")
    visitor.go(LIST)
    return visitor


def load(information: Visitor, path: Path) -> None:
    """Upload, wait for the check, and load although the hospital is new."""
    information.go("/referrals/extracts/upload/")
    information.page.locator("input[type=file]").set_input_files(path)
    for button in ("Upload and check", "Load the file"):
        information.press(button)
        information.wait_for(RESULT)
        information.press(RESULT)


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-status]")).to_contain_text(words, timeout=20_000)


def keys(page: Page, pressed: str) -> None:
    for key in pressed.split():
        page.keyboard.press(key)


def answered(page: Page) -> int:
    words = page.locator("[data-progress]").inner_text()
    return int(re.match(r"(\d+) of \d+ answered", words).group(1))


def focused_row(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('[data-row]')?.dataset.row ?? ''")


def test_forty_episodes_by_keyboard_alone(manager):
    page = manager.page
    keys(page, "j")
    first = focused_row(page)
    assert first
    for _ in range(4):  # a check found that nobody knows the patient: y asks once more
        keys(page, "y y Enter")
    keys(page, "1 2 3 4 5 3 Enter")
    assert focused_row(page) != first
    for _ in range(35):
        keys(page, "y y Enter")
    says(page, "All answers saved")
    expect(page.locator("[data-progress]")).to_contain_text("40 of", timeout=20_000)
    assert page.evaluate(KEPT) == 0
    manager.look()
    manager.go(f"{LIST}?show=answered")
    assert page.locator("[data-row]").count() == 40
    assert page.locator("input[value=no]:checked").count() == 1


def test_without_a_connection_and_back(manager):
    page, before = manager.page, answered(manager.page)
    page.goto(f"{LIST}?show=to-answer")
    page.context.set_offline(True)
    keys(page, "j y y Enter")
    says(page, "No connection")
    assert page.evaluate(KEPT) == 1
    manager.complaints.clear()
    page.context.set_offline(False)
    says(page, "All answers saved")
    manager.go(LIST)
    assert answered(page) == before + 1


def test_answers_survive_the_tab_that_gave_them(manager):
    page, before = manager.page, answered(manager.page)
    page.goto(f"{LIST}?show=to-answer")
    page.route("**/save/", lambda route: route.abort())
    keys(page, "j y y Enter")
    says(page, "No connection")
    page.unroute_all()
    manager.complaints.clear()
    page.reload()
    says(page, "saved")
    expect(page.locator("[data-progress]")).to_contain_text(f"{before + 1} of", timeout=20_000)
    assert page.evaluate(KEPT) == 0


def test_a_second_tab_shows_both_answers(manager):
    page = manager.page
    second = page.context.new_page()
    page.goto(f"{LIST}?show=to-answer")
    second.goto(f"{LIST}?show=to-answer")
    keys(page, "j y y Enter")
    says(page, "All answers saved")
    keys(second, "j 1 2 3 4 5 5 Enter")
    panel = second.locator("[data-conflict] table")
    expect(panel).to_contain_text("Stored now", timeout=20_000)
    expect(panel.get_by_role("row", name=re.compile("Patient registered"))).to_contain_text("Yes")
    expect(panel.get_by_role("row", name=re.compile("Patient registered"))).to_contain_text("No")
    second.get_by_role("button", name="Save mine instead").press("Enter")
    says(second, "All answers saved")
    assert second.evaluate(KEPT) == 0


def test_half_an_answer_does_not_overwrite_a_whole_one(manager, visit):
    page = manager.page
    page.goto(f"{LIST}?show=to-answer")
    keys(page, "j 1 2")
    row = focused_row(page)
    assert page.evaluate(KEPT) == 1
    other = visit("manager@new-surgery.example")
    other.page.goto(f"{LIST}?show=to-answer")
    keys(other.page, "j y y Enter")
    says(other.page, "All answers saved")
    page.goto(f"{LIST}?show=answered")
    page.locator(f"[data-row='{row}'] [data-focus]").focus()
    keys(page, "3 3 4 5 Enter")
    expect(page.locator(f"[data-row='{row}'] [data-conflict] table")).to_contain_text(
        "Stored now", timeout=20_000
    )
    page.get_by_role("button", name="Keep theirs").press("Enter")
    assert page.evaluate(KEPT) == 0


def test_undo_takes_the_last_answer_back(manager):
    page = manager.page
    page.goto(f"{LIST}?show=to-answer")
    before = answered(page)
    keys(page, "j y y Enter")
    expect(page.locator("[data-progress]")).to_contain_text(f"{before + 1} of", timeout=20_000)
    keys(page, "u")
    expect(page.locator("[data-progress]")).to_contain_text(f"{before} of", timeout=20_000)


def test_letters_can_be_switched_off_and_never_work_in_a_note(manager):
    page = manager.page
    page.goto(f"{LIST}?show=to-answer")
    keys(page, "j n")
    page.keyboard.type("jy1")
    assert page.evaluate("document.activeElement.value") == "jy1"
    page.evaluate("document.activeElement.value = ''")
    keys(page, "Escape ?")
    page.get_by_label("Letters and figures work as shortcuts").uncheck()
    page.locator("[data-focus]").first.focus()
    keys(page, "y y 1")
    assert page.locator("[data-row]").first.locator("input[type=radio]:checked").count() == 0
    manager.look()


@pytest.mark.parametrize("width", [320, 768])
def test_the_list_fits_a_narrow_screen(visit, manager, width):
    visit("manager@new-surgery.example", width=width).go(LIST)
