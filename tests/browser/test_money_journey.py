"""Money and what stands out: spend posted from a file, a forecast chosen, a practice asked for its reasons.

Each way of browsing takes another category and another practice, so that both walks find their work undone.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.browser.visitor import Visitor

MONTH = "/budgets/daccom/2009-01/"
DASHBOARD = "/programmes/dashboard/daccom/2009-01/"
CHARTS = "/referrals/daccom/2009-01/run-charts/"
FIGURES = re.compile(r"−?£[\d,]+")


@pytest.fixture
def person(visit, javascript):
    """`person("finance@…")`: signed in, with JavaScript or without."""
    return lambda email, **how: visit(email, javascript=javascript, **how)


def test_finance_posts_spend_from_a_file(person, javascript, tmp_path):
    finance = person("finance@westherts.example")
    code = "PRE" if javascript else "MEN"
    path, after = one_pound_more(finance, code, tmp_path / "spend.csv")
    finance.page.locator("input[type=file]").set_input_files(path)
    finance.press("Read the file")
    assert "1 line corrected" in finance.text
    finance.press("Post these lines")
    assert posted(finance, code) == after
    finance.go("/budgets/daccom/2009-04/worksheet/")
    assert finance.sees("Draft.")


def one_pound_more(finance: Visitor, code: str, path: Path) -> tuple[Path, Decimal]:
    """The file of what is posted, with one amount a pound higher."""
    rows = posted_rows(finance)
    row = next(row for row in rows if row["category_code"] == code and row["amount"])
    row["amount"] = str(Decimal(row["amount"]) + 1)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path, Decimal(row["amount"])


def posted(finance: Visitor, code: str) -> Decimal:
    """What is posted for the first practice with this category."""
    rows = posted_rows(finance)
    return next(Decimal(row["amount"]) for row in rows if row["category_code"] == code and row["amount"])


def posted_rows(finance: Visitor) -> list[dict[str, str]]:
    finance.go(f"{MONTH}spend-file/")
    return list(csv.DictReader(finance.download("CSV").decode("utf-8-sig").splitlines()))


def test_a_forecast_that_is_chosen_stands_on_the_dashboard(person, javascript):
    manager = person("programme@daccom.example")
    code, category = ("ENH", "Enhanced Services") if javascript else ("OTH", "Other")
    manager.go(f"{MONTH}forecast/{code}/choose/")
    manager.page.get_by_label("Recent run rate", exact=True).check()
    manager.fill("Reason", "The last months tell more than the spring.")
    manager.press("Choose this method")
    manager.go(f"{MONTH}forecast/")
    chosen = row_of(manager, "forecast by category", category)
    executive = person("executive@daccom.example")
    executive.go(DASHBOARD)
    shown = row_of(executive, "Forecast by category", category)
    assert "Recent run rate" in shown
    assert FIGURES.findall(shown)[0] in FIGURES.findall(chosen)


def row_of(visitor: Visitor, table: str, category: str) -> str:
    """A row of the table with this caption, as it is read."""
    held = visitor.page.get_by_role("table").filter(
        has=visitor.page.locator("caption", has_text=re.compile(table))
    )
    line = held.get_by_role("row").filter(has=visitor.page.get_by_role("rowheader", name=category))
    return line.first.inner_text()


def test_a_practice_gives_its_reasons(person, javascript):
    code, email, name = (
        ("E82640", "highfield", "Highfield") if javascript else ("E82051", "everest-house", "Everest")
    )
    executive = person("executive@daccom.example")
    executive.go(f"{CHARTS}a_and_e/{code}/")
    executive.press("Ask this practice")
    executive.fill("What do you want to know?", "What changed in the winter?")
    day_of(executive, "Answer by", "20", "3", "2009")
    executive.press("Ask the practice")
    manager = person(f"manager@{email}.example", width=320)
    manager.go("/")
    manager.follow(re.compile("Give reasons and a plan: A&E"))
    manager.fill("Why does the figure lie where it does?", "The surgery was rebuilt in January.")
    manager.fill("What will the practice do?", "It opened again on 2 February.")
    manager.press("Send the answer")
    executive.go("/referrals/outliers/daccom/")
    executive.follow(re.compile("."), within=f"tbody tr:has-text('A&E'):has-text('{name}')")
    assert executive.sees("It opened again on 2 February.")


def day_of(visitor: Visitor, group: str, *parts: str) -> None:
    boxes = visitor.page.get_by_role("group", name=group)
    for label, part in zip(("Day", "Month", "Year"), parts, strict=True):
        boxes.get_by_label(label).fill(part)


@pytest.mark.parametrize(
    ("email", "addresses"),
    [
        (
            "finance@westherts.example",
            [
                MONTH,
                "/budgets/daccom/2008-01/",
                f"{MONTH}worksheet/",
                "/budgets/daccom/2009-04/worksheet/publish/",
                f"{MONTH}variations/new/virement/",
                f"{MONTH}hospital/",
                f"{MONTH}once/",
                f"{MONTH}profiles/ACU/",
                f"{MONTH}debt/",
                f"{MONTH}freed/",
                "/programmes/dashboard/pct/5P4/2009-01/",
            ],
        ),
        (
            "manager@fernville.example",
            [
                "/programmes/dashboard/practice/",
                "/referrals/rates/?measure=emergency&span=year",
                "/referrals/rates/daccom/2009-01/points-of-delivery/",
                "/referrals/rates/daccom/2009-01/follow-up/",
                "/referrals/rates/daccom/2009-01/reduction/",
                CHARTS,
                f"{CHARTS}emergency/",
            ],
        ),
    ],
    ids=["finance", "a practice"],
)
def test_each_page_reads_on_a_phone(visit, email, addresses):
    reader = visit(email, width=320)
    for address in addresses:
        reader.go(address)
