"""One box of the grid, a specialty's row of boxes, and their sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField

from daccom.forms import WholeNumberField
from referrals.models import Specialty, Urgency
from referrals.models.returns import MOST_REFERRALS
from referrals.selectors.unusual import Unusual


def cell_name(specialty: Specialty, urgency: str) -> str:
    """The name of a cell's input: figure-330-elective."""
    return f"figure-{specialty.code}-{urgency}"


def cell_field(specialty: Specialty, urgency: Urgency) -> WholeNumberField:
    """The field of a box: nothing, or a whole number from 0 to 9,999."""
    label = f"{specialty}, {urgency.label.lower()}"
    return WholeNumberField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_REFERRALS,
        error_messages={
            "invalid": f"{label}: enter a whole number, such as 12",
            "min_value": f"{label}: enter 0 or more",
            "max_value": f"{label}: enter {MOST_REFERRALS:,} or fewer",
        },
    )


@dataclass(frozen=True)
class Cell:
    """One box: what it holds, last month's figure, what is stored, and what is odd about it.

    `from_last`: last month's figure was put in and nobody has checked it yet.
    """

    field: BoundField
    label: str
    column: str
    last: int | None
    stored: int | None
    unusual: Unusual | None = None
    from_last: bool = False

    @property
    def value(self) -> str:
        typed = self.field.value()
        return "" if typed is None else str(typed)

    @property
    def number(self) -> int | None:
        """What was typed when it is a figure."""
        cleaned = self.value.replace(",", "").strip()
        return int(cleaned) if cleaned.isascii() and cleaned.isdigit() and len(cleaned) < 10 else None

    @property
    def error(self) -> str:
        return str(self.field.errors[0]) if self.field.errors else ""

    @property
    def warns(self) -> bool:
        """Whether the box still holds the stored figure that is odd."""
        return self.unusual is not None and not self.differs

    @property
    def differs(self) -> bool:
        return self.number != self.stored or (self.number is None and bool(self.value))


@dataclass(frozen=True)
class Row:
    """A specialty with its two boxes."""

    specialty: Specialty
    cells: list[Cell]

    @property
    def total(self) -> int | None:
        return sum_of(self.cells)

    @property
    def errors(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.error]


def sum_of(cells: Iterable[Cell]) -> int | None:
    """The sum of what is filled in; None when nothing is."""
    numbers = [cell.number for cell in cells if cell.number is not None]
    return sum(numbers) if numbers else None
