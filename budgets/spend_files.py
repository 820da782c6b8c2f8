"""Posted spend as a spreadsheet: one layout out and in. Pure functions.

Whatever is in a file gives amounts or problems with row, column, value and rule, never an exception.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgets.models import Category
from budgets.selectors.category_tree import Node
from daccom.calendar import FinancialYear, Month
from daccom.formats import long_date
from practices.models import Practice
from referrals.grid_files import Problem
from referrals.pasting import MOST_SHOWN, plain

HEADINGS = ("practice_code", "practice", "category_code", "category", "month", "amount")
COLUMNS = {
    "practicecode": "practice_code",
    "odscode": "practice_code",
    "practice": "practice",
    "practicename": "practice",
    "categorycode": "category_code",
    "category": "category",
    "categoryname": "category",
    "month": "month",
    "amount": "amount",
    "spend": "amount",
}
"""Headings we know, without spaces and capitals; other columns are left alone."""
AMOUNT = re.compile(r"-?[0-9]{1,8}(\.[0-9]{1,2})?", re.ASCII)
SLUG = re.compile(r"([0-9]{4})-([0-9]{2})(-01)?", re.ASCII)
NUMBERED = re.compile(r"([0-9]{1,2})/([0-9]{4})", re.ASCII)
WRITTEN = ("%B %Y", "%b %Y", "%b-%y", "%B-%y", "%b-%Y")
Key = tuple[int, int, Month]
"""A practice's id, a category's, and the month."""
Amounts = Mapping[Key, Decimal]


@dataclass(frozen=True)
class Ground:
    """What a file is read against: the practices of the group's year with the months in which each counts.

    `over` are the months of the year that are over, `posted` what is posted now.
    """

    year: FinancialYear
    over: Sequence[Month]
    practices: Mapping[str, Practice]
    counts_in: Mapping[int, frozenset[int]]
    tree: Mapping[int, Node]
    posted: Amounts

    def takes_spend(self, category: Category) -> bool:
        """Whether it is a line, not a heading of other lines."""
        return all(node.category.parent_id != category.pk for node in self.tree.values())


@dataclass
class SpendFile:
    """The amounts of a file in pounds, and everything that is wrong."""

    amounts: dict[Key, Decimal] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[Key, int] = field(default_factory=dict)


def read_spend(
    headers: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], ground: Ground
) -> SpendFile:
    """What a filled file says. A line without an amount says nothing, unless one is posted for it."""
    found = SpendFile()
    columns = {name: place for place, one in enumerate(headers) if (name := COLUMNS.get(plain(one)))}
    _refuse_columns(headers, columns, found)
    if found.problems:
        return found
    for number, cells in rows:
        line = {name: cells[place].strip() for name, place in columns.items()}
        is_total = any(plain(text).startswith("total") for text in line.values())
        if any(line.values()) and not is_total:
            _read_line(number, line, ground, found)
    if not found.problems and not found.amounts:
        found.problems.append(Problem(1, "amount", "", "There is not one amount in the file."))
    return found


def _refuse_columns(headers: Sequence[str], columns: Mapping[str, int], found: SpendFile) -> None:
    known = [COLUMNS[plain(one)] for one in headers if plain(one) in COLUMNS]
    there = _short(", ".join(heading for heading in headers if heading))
    found.problems += [
        Problem(1, name, "", "There are two columns for this.")
        for name in sorted({name for name in known if known.count(name) > 1})
    ]
    missing = [name for name in ("practice_code", "month", "amount") if name not in columns]
    if not {"category_code", "category"} & columns.keys():
        missing.append("category_code")
    found.problems += [Problem(1, name, there, "This column is missing.") for name in missing]


def _read_line(number: int, line: Mapping[str, str], ground: Ground, found: SpendFile) -> None:
    """Add the line's amount to `found`, or everything that is wrong with it."""
    before = len(found.problems)
    month = _month(number, line["month"], ground, found)
    practice = _practice(number, line["practice_code"], month, ground, found)
    category = _category(number, line, month, ground, found)
    amount = _amount(number, line["amount"], found)
    if len(found.problems) > before or practice is None or category is None or month is None:
        return
    key = (practice.pk, category.pk, month)
    if key in found.rows:
        rule = f"This practice, category and month are in row {found.rows[key]} already."
        found.problems.append(Problem(number, "category_code", category.code, rule))
        return
    found.rows[key] = number
    if amount is not None:
        found.amounts[key] = amount
    elif key in ground.posted:
        rule = "A posted amount cannot be taken away. Enter 0 where nothing was spent."
        found.problems.append(Problem(number, "amount", "", rule))


def _month(number: int, text: str, ground: Ground, found: SpendFile) -> Month | None:
    month = read_month(text)
    if month is None:
        rule = "Enter a month such as 2009-01 or January 2009."
    elif month.year != ground.year:
        rule = f"This page posts months of {ground.year}. Open a month of {month.year} for it."
    elif month not in ground.over:
        rule = f"{month} is not over yet."
    else:
        return month
    found.problems.append(Problem(number, "month", _short(text), rule))
    return None


def _practice(
    number: int, text: str, month: Month | None, ground: Ground, found: SpendFile
) -> Practice | None:
    practice = ground.practices.get(text.upper())
    if practice is None:
        rule = f"No practice of this group has this code in {ground.year}."
    elif month is None or month.number in ground.counts_in[practice.pk]:
        return practice
    elif practice.closed_on is not None and practice.closed_on <= month.first:
        rule = f"{practice} closed on {long_date(practice.closed_on)}."
        if practice.successor:
            rule += f" Post {month} for {practice.successor} ({practice.successor.ods_code})."
    else:
        rule = f"{practice} was not in the group in {month}."
    found.problems.append(Problem(number, "practice_code", _short(text), rule))
    return None


def _category(
    number: int, line: Mapping[str, str], month: Month | None, ground: Ground, found: SpendFile
) -> Category | None:
    """The line of the tree; code and name must mean the same when both are there."""
    given = {name: line[name] for name in ("category_code", "category") if line.get(name)}
    if not given:
        found.problems.append(Problem(number, "category_code", "", "Say which category this is about."))
        return None
    by_code = {plain(node.category.code): node for node in ground.tree.values()}
    by_name = {plain(node.category.name): node for node in ground.tree.values()}
    meant = {
        name: (by_code if name == "category_code" else by_name).get(plain(text))
        for name, text in given.items()
    }
    wrong = [name for name, node in meant.items() if node is None]
    for name in wrong:
        found.problems.append(Problem(number, name, _short(given[name]), "There is no such category."))
    nodes = [node for node in meant.values() if node is not None]
    if wrong or not nodes:
        return None
    if nodes[0] is not nodes[-1]:
        rule = f"The code {_short(given['category_code'])} is another category."
        found.problems.append(Problem(number, "category", _short(given["category"]), rule))
        return None
    name = next(iter(given))
    rule = category_rule(nodes[0], month, ground)
    if rule:
        found.problems.append(Problem(number, name, _short(given[name]), rule))
    return None if rule else nodes[0].category


def category_rule(node: Node, month: Month | None, ground: Ground) -> str:
    """Why nothing can be posted to a category in a month; nothing when it can."""
    if not ground.takes_spend(node.category):
        return "Other lines are beneath this one: post to those."
    if month is not None and node.closed_from is not None and month.first >= node.closed_from:
        return f"{node.category} is closed: nothing is posted to it from {Month(node.closed_from)} on."
    return ""


def _amount(number: int, text: str, found: SpendFile) -> Decimal | None:
    """Pounds and pence; a credit has a minus sign or stands in brackets."""
    plain_text = text.translate(str.maketrans("−–", "--", "£, \N{NO-BREAK SPACE}"))
    if plain_text.startswith("(") and plain_text.endswith(")"):
        plain_text = f"-{plain_text[1:-1]}"
    if not plain_text:
        return None
    if AMOUNT.fullmatch(plain_text):
        return Decimal(plain_text).quantize(Decimal("0.01"))
    rule = (
        "Enter pounds with two figures after the point at most, less than £100 million; a credit as -12.34."
    )
    found.problems.append(Problem(number, "amount", _short(text), rule))
    return None


def read_month(text: str) -> Month | None:
    """A month as people and spreadsheets write it: 2009-01, 2009-01-01, 01/2009, January 2009, Jan-09."""
    for pattern, year, number in ((SLUG, 1, 2), (NUMBERED, 2, 1)):
        if pair := pattern.fullmatch(text):
            return _checked(int(pair[year]), int(pair[number]))
    for written in WRITTEN:
        try:
            day = dt.datetime.strptime(text.title(), written)
        except ValueError:
            continue
        return _checked(day.year, day.month)
    return None


def _checked(year: int, number: int) -> Month | None:
    return Month(dt.date(year, number, 1)) if 1 <= number <= 12 and year else None


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
