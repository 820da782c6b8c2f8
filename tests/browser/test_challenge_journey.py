"""A practice's whole month: an extract, forty episodes by keyboard, challenges raised, sent, settled.

At every stop the same sums stand in the practice's, the group's and the PCT's register.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

PRACTICE, HOSPITAL = "E82640", "RQX"
LIST = f"/referrals/{PRACTICE}/2009-02/episodes/"
HEADER = (
    "spell_id,episode_id,provider_code,practice_code,nhs_number,sex,age,pod,specialty_code,"
    "admission_method,patient_classification,admission_date,discharge_date,hrg,length_of_stay,"
    "excess_bed_days,spell_cost,excess_bed_day_cost,total_cost"
)
EPISODES, CLEAN = 40, 37
RESULT = re.compile("Go to the result")
STAKES = {"duplicate": Decimal(3900), "backwards": Decimal(3800), "nobody": Decimal(3700)}
CODED_WRONGLY = Decimal("250.50")
RAISED = sum(STAKES.values(), CODED_WRONGLY)


def nhs_number(serial: int) -> str:
    """A number of the test range whose check digit is right."""
    while True:
        nine = f"999{serial:06d}"
        check = (
            11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        )
        if check != 10:
            return nine + str(check % 11)
        serial += 100_000


def extract(path: Path) -> Path:
    """Thirty-seven episodes in order, one charged twice, one backwards in time and one of nobody."""
    lines = [HEADER] + [
        row(number, nhs_number(number), "2009-02-02", "2009-02-06", 3150 + number) for number in range(CLEAN)
    ]
    lines += [
        row(90, nhs_number(0), "2009-02-02", "2009-02-06", STAKES["duplicate"]),
        row(91, nhs_number(91), "2009-02-12", "2009-02-08", STAKES["backwards"]),
        row(92, "", "2009-02-02", "2009-02-06", STAKES["nobody"]),
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def row(number: int, nhs_number: str, admitted: str, left: str, cost: Decimal | int) -> str:
    return (
        f"CJ-S{number},CJ-E{number:02d},{HOSPITAL},{PRACTICE},{nhs_number},2,60,NEL,300,21,1,{admitted},{left},"
        f"S99,4,0,{cost}.00,0.00,{cost}.00"
    )


def money(amount: Decimal) -> str:
    return f"£{amount:,.2f}".removesuffix(".00")


def gross(visitor: Visitor, register: str, column: str) -> str:
    """The hospital's gross figure of a column in a register's table of sums."""
    visitor.go(f"/referrals/challenges/{register}")
    table = visitor.page.get_by_role("table").first
    heads = [head.inner_text().strip().lower() for head in table.locator("thead th").all()]
    line = table.get_by_role("row").filter(has=visitor.page.get_by_role("rowheader", name=HOSPITAL))
    return line.locator("th, td").nth(heads.index(column.lower())).inner_text().split()[0]


def registers_say(readers: dict[str, Visitor], column: str, amount: Decimal) -> None:
    """The practice, the group and the PCT read the same."""
    seen = {gross(reader, register, column) for register, reader in readers.items()}
    assert seen == {money(amount)}, column


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("challenges")


def test_a_month_from_extract_to_settlement(visit, folder):
    information = visit("information@westherts.example")
    bring_the_extract(information, extract(folder / "february.csv"))
    manager = visit("manager@highfield.example")
    commissioner = visit("commissioner@westherts.example")
    readers = {
        f"practice/{PRACTICE}/": manager,
        "group/daccom/": visit("executive@daccom.example"),
        "pct/5P4/": commissioner,
    }
    answer_by_keyboard(manager)
    raise_what_is_doubtful(manager)
    registers_say(readers, "Raised in all", RAISED)
    reply = send_the_batch(commissioner)
    registers_say(readers, "With the provider", RAISED)
    read_the_reply(commissioner, folder / "reply.csv", reply)
    registers_say(readers, "Recovered", STAKES["duplicate"] + Decimal(1000))
    registers_say(readers, "Lost", STAKES["backwards"] - Decimal(1000) + STAKES["nobody"])
    registers_say(readers, "Open", CODED_WRONGLY)


def bring_the_extract(information: Visitor, path: Path) -> None:
    """The hospital is new, so the file waits for a decision."""
    information.go("/referrals/extracts/upload/")
    information.page.locator("input[type=file]").set_input_files(path)
    for button in ("Upload and check", "Load the file"):
        information.press(button)
        information.wait_for(RESULT)
        information.press(RESULT)
    assert information.sees("Loaded")


def answer_by_keyboard(manager: Visitor) -> None:
    """Not one click: y is five times yes, asked twice where a check doubts; a figure again says no.

    Dearest doubt first: charged twice, the dates (4), the NHS number (2); then a coding (3).
    """
    manager.go(LIST)
    page = manager.page
    press(manager, "j")
    press(manager, "y y Enter")
    for wrong in ("4", "2", "3"):
        press(manager, f"1 2 3 4 5 {wrong} Enter")
    for _ in range(CLEAN - 1):
        press(manager, "y Enter")
    expect(page.locator("[data-status]")).to_contain_text("All answers saved", timeout=20_000)
    expect(page.locator("[data-progress]")).to_contain_text(
        f"{EPISODES} of {EPISODES} answered", timeout=20_000
    )
    manager.go(LIST)
    assert manager.sees(re.compile(f"{EPISODES} of {EPISODES} answered"))


def press(manager: Visitor, keys: str) -> None:
    for key in keys.split():
        manager.page.keyboard.press(key)


def raise_what_is_doubtful(manager: Visitor) -> None:
    """What a check found at once; the wrong coding with its amount."""
    manager.follow("Read and raise all proposals")
    manager.follow(re.compile("Say how much and raise"))
    manager.fill("Amount at stake", str(CODED_WRONGLY))
    manager.press("Raise")
    manager.go(f"{LIST}challenges/")
    manager.press(re.compile("Raise all that are ticked"))


def send_the_batch(commissioner: Visitor) -> list[dict[str, str]]:
    """The batch as the provider gets it: no patient in it."""
    commissioner.go("/referrals/challenges/batches/5P4/")
    commissioner.press(re.compile(f"batch.* 4 .*{HOSPITAL}"))
    with commissioner.page.expect_download() as download:
        commissioner.page.get_by_role("link", name="Download as CSV").click()
    content = download.value.path().read_text("utf-8-sig")
    assert not re.search(r"\b\d{10}\b", content)
    rows = list(csv.DictReader(io.StringIO(content)))
    assert sum(Decimal(row["Claimed (£)"]) for row in rows) == RAISED
    return rows


def read_the_reply(commissioner: Visitor, path: Path, rows: list[dict[str, str]]) -> None:
    """One accepted, one in part, one rejected, one left open; first with a mistake, which changes nothing."""
    commissioner.go("/referrals/challenges/batches/5P4/")
    commissioner.follow(re.compile(rf"^{HOSPITAL}-1"))
    batch = commissioner.page.url
    decisions = {
        STAKES["duplicate"]: ("accepted", "", ""),
        STAKES["backwards"]: ("partly accepted", "1000.00", "One night was charged twice"),
        STAKES["nobody"]: ("rejected", "", ""),
    }
    give(commissioner, path, rows, decisions)
    assert commissioner.sees(re.compile("A rejection needs a reason"))
    decisions[STAKES["nobody"]] = ("rejected", "", "Traced: the patient is yours")
    commissioner.go(batch)
    give(commissioner, path, rows, decisions)
    commissioner.go(batch)
    assert commissioner.sees("Partly accepted")


def give(
    commissioner: Visitor,
    path: Path,
    rows: list[dict[str, str]],
    decisions: dict[Decimal, tuple[str, str, str]],
) -> None:
    """Fill in the provider's three columns and upload the file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    for one in rows:
        said = decisions.get(Decimal(one["Claimed (£)"]), ("", "", ""))
        writer.writerow(one | dict(zip(list(one)[-3:], said, strict=True)))
    path.write_text(out.getvalue())
    commissioner.page.locator("input[type=file]").set_input_files(path)
    with commissioner.page.expect_navigation():
        commissioner.page.get_by_role("button", name="Read the reply").click()
    commissioner.look()
