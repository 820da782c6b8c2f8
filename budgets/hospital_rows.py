"""The tables of posted acute spend beside extracts, as pages and files show them. Money is pounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import Category, SpendExplanation
from budgets.selectors.hospital import HospitalCare
from budgets.selectors.hospital_parts import NOUGHT, PODS, Difference
from daccom.exports import Export
from daccom.spreadsheets.writing import Value


@dataclass(frozen=True)
class ExplainedLine:
    """One line between extracts and posted: in the month and in the year to date; None is missing."""

    name: str
    note: str
    month: Decimal | None
    to_date: Decimal | None
    kind: str = ""


LINES = (
    ("Months without an extract or count", "Posted, with nothing yet to compare it with", "without_extract"),
    ("Lines that finance has not posted", "In the extracts, taken away", "not_posted"),
    ("Challenges that providers accepted", "Charged in the extracts, credited since", "challenges"),
    ("Charges that came late", "Paid in the month in which they are settled", "late"),
)


def explained_lines(found: HospitalCare) -> list[ExplainedLine]:
    """From what the extracts come to, line by line, to what finance posted."""
    month, year = found.of_month(found.month), found.to_date
    between = [ExplainedLine(name, note, _known(month, key), _known(year, key)) for name, note, key in LINES]
    return [
        ExplainedLine("Extracts and counts come to", "", _extracts(month), _extracts(year), "start"),
        *between,
        *_typed_lines(found),
        ExplainedLine(
            "Unexplained",
            "What no line explains",
            _known(month, "unexplained"),
            _known(year, "unexplained"),
            "rest",
        ),
        ExplainedLine("Posted by finance", "", _posted(month), _posted(year), "end"),
    ]


def _known(one: Difference, key: str) -> Decimal | None:
    """A line's amount; None where nothing is posted, counted or explained, for that is no nought."""
    amount: Decimal = getattr(one, key)
    return amount if one.cells or one.explanations else None


def _posted(one: Difference) -> Decimal | None:
    return one.posted if any(cell.posted for cell in one.cells) else None


def _extracts(one: Difference) -> Decimal | None:
    return one.extracts if any(cell.has_activity for cell in one.cells) else None


def _typed_lines(found: HospitalCare) -> list[ExplainedLine]:
    """What people explained, the same words on the same acute line added up."""
    keys = {(one.category.order, one.category.name, one.words) for one in found.explanations}
    lines = []
    for key in sorted(keys):
        alike = [
            one for one in found.explanations if (one.category.order, one.category.name, one.words) == key
        ]
        month = _sum([one for one in alike if one.month == found.month.first])
        lines.append(ExplainedLine(key[2], f"{key[1]}; explained by a person", month, _sum(alike)))
    return lines


def _sum(alike: Sequence[SpendExplanation]) -> Decimal:
    return sum((one.amount for one in alike), NOUGHT)


@dataclass(frozen=True)
class Compared:
    """A month, an acute line or a practice: what was posted and what the extracts have; None is missing."""

    name: str
    posted: Decimal | None
    extracts: Decimal | None
    explained: Decimal | None = None
    unexplained: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        if self.posted is None or self.extracts is None:
            return None
        return self.posted - self.extracts


def by_month(found: HospitalCare) -> list[Compared]:
    """Every month of the year so far, also one of which nothing is known."""
    months = found.month.year.months_to(found.month)
    return [_compared(str(month), found.of_month(month)) for month in months]


def by_practice(found: HospitalCare) -> list[Compared]:
    """Every practice to date; what people typed is about the group and in no practice."""
    return [_compared(practice.name, found.of_practice(practice)) for practice in found.practices]


def by_line(found: HospitalCare, categories: Mapping[str, Category]) -> list[Compared]:
    """Every acute line to date."""
    year = found.to_date
    return [
        Compared(categories[code].name, year.posted_to(code), year.extracts_of(code))
        for code in PODS
        if code in categories
    ]


def _compared(name: str, one: Difference) -> Compared:
    explained, unexplained = _known(one, "explained"), _known(one, "unexplained")
    return Compared(name, _posted(one), _extracts(one), explained, unexplained)


HEADERS = ("Posted", "Extracts and counts", "Difference", "Explained", "Unexplained")


def hospital_exports(found: HospitalCare, lines: Sequence[Compared]) -> list[Export]:
    """Every table of the page as a file."""
    explained: list[list[Value]] = [
        [line.name, line.note, line.month, line.to_date] for line in explained_lines(found)
    ]
    typed: list[list[Value]] = [
        [one.month, one.category.name, one.amount, one.words, str(one.recorded_by.name)]
        for one in found.explanations
    ]
    return [
        Export("lines", "Line by line", ["Line", "What it is", "Month", "Year to date"], explained),
        Export("months", "By month", ["Month", *HEADERS], _rows(by_month(found))),
        Export("categories", "By acute line", ["Line", *HEADERS[:3]], [row[:4] for row in _rows(lines)]),
        Export("practices", "By practice", ["Practice", *HEADERS], _rows(by_practice(found))),
        Export("typed", "Explanations", ["Month", "Line", "Amount", "What it is", "By"], typed),
    ]


def _rows(compared: Sequence[Compared]) -> list[list[Value]]:
    return [
        [one.name, one.posted, one.extracts, one.difference, one.explained, one.unexplained]
        for one in compared
    ]
