"""The tables of worksheets and variations as files."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from budgets.selectors.sheets import Sheet
from budgets.selectors.variations import ReserveRow, Standing, VariationRow
from daccom.calendar import FinancialYear, Month
from daccom.exports import Export
from daccom.spreadsheets.writing import Value

STEPS = (
    "ODS code",
    "Practice",
    "Historic",
    "Historic share %",
    "Uplifted",
    "By history",
    "Patients",
    "Counted on",
    "Weight",
    "Source of the weight",
    "Fair share",
    "Distance %",
    "Budget",
    "Distance left %",
)
STANDING = ("Published", "Recurrent variations", "Once only", "Budget now", "Base for next year")


def sheet_files(found: Sheet) -> list[Export]:
    """The steps by practice, and the budgets by category."""
    year = FinancialYear(found.setting.year)
    steps = [
        (
            row.practice.ods_code,
            row.practice.name,
            row.step.basis.total,
            _percent(row.step.historic_share),
            row.step.uplifted,
            row.step.by_history,
            row.weight.patients,
            row.weight.counted_on,
            row.weight.weight,
            row.weight.source,
            row.step.target,
            _percent(row.step.distance),
            row.step.budget,
            _percent(row.step.distance_left),
        )
        for row in found.rows
    ]
    lines: list[tuple[Value, ...]] = [
        (
            row.practice.ods_code,
            row.practice.name,
            *amounts,
            row.step.budget,
        )
        for row, amounts in found.lines
    ]
    heads = ("ODS code", "Practice", *(category.name for category in found.categories), "Budget")
    return [
        Export("steps", f"Worksheet {_plain(year)} by practice", STEPS, steps),
        Export("categories", f"Worksheet {_plain(year)} by category", heads, lines),
    ]


def variation_files(
    rows: Sequence[VariationRow], reserves: Sequence[ReserveRow], stands: Standing
) -> list[Export]:
    """The variations line by line, the reserves, and the budgets as they stand."""
    return [
        Export(
            "variations",
            "Variations line by line",
            (
                "Number",
                "Kind",
                "Counts from",
                "Recurrent",
                "Reason",
                "Agreed on",
                "Agreed by",
                "Place",
                "Category",
                "Amount",
            ),
            [line for row in rows for line in _lines(row)],
        ),
        Export(
            "reserves",
            "Reserves",
            ("Reserve", "Published", "Changed", "Left"),
            [(row.reserve.get_kind_display(), row.reserve.amount, row.changed, row.left) for row in reserves],
        ),
        Export("by-practice", "Budgets by practice", ("Practice", *STANDING), _standing(stands, "practice")),
        Export("by-category", "Budgets by category", ("Category", *STANDING), _standing(stands, "category")),
    ]


def _lines(row: VariationRow) -> list[tuple[Value, ...]]:
    made = row.variation
    return [
        (
            made.number,
            made.get_kind_display(),
            str(Month(made.month)),
            "yes" if made.is_recurrent else "no",
            made.reason,
            timezone.localdate(made.agreed_at),
            str(made.agreed_by),
            line.reserve.get_kind_display() if line.reserve else str(line.practice),
            str(line.category) if line.category else None,
            line.amount,
        )
        for line in made.lines.all()
    ]


def _standing(stands: Standing, which: str) -> list[tuple[Value, ...]]:
    rows = stands.by_practice if which == "practice" else stands.by_category
    return [
        (
            row.name,
            row.amount.published,
            row.amount.recurrent_varied,
            row.amount.once_varied,
            row.amount.current,
            row.amount.base,
        )
        for row in rows
    ]


def _percent(share: Decimal | None) -> Decimal | None:
    """In percent, to two places."""
    return None if share is None else round(100 * share, 2)


def _plain(year: FinancialYear) -> str:
    """A year as a sheet of a workbook may be called."""
    return str(year).replace("/", "-")
