"""The grid of a month's referrals: specialty by urgency, as one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from daccom.forms import NhsukForm, WholeNumberField
from referrals.models import Specialty, Urgency
from referrals.models.returns import MOST_REFERRALS
from referrals.pasting import Typed, read_paste
from referrals.selectors.returns import Figures

MOST_PROBLEMS = 5


def cell_name(specialty: Specialty, urgency: str) -> str:
    """The name of a cell's input: figure-330-elective."""
    return f"figure-{specialty.code}-{urgency}"


def _cell(specialty: Specialty, urgency: Urgency) -> WholeNumberField:
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
    """One box of the grid: what it holds, last month's figure and, on a conflict, what is stored now."""

    field: BoundField
    label: str
    column: str
    last: int | None
    stored: int | None

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
    def differs(self) -> bool:
        return self.number != self.stored or (self.number is None and bool(self.value))


@dataclass(frozen=True)
class Row:
    """A specialty with its two boxes."""

    specialty: Specialty
    cells: list[Cell]

    @property
    def total(self) -> int | None:
        return _sum(self.cells)

    @property
    def errors(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.error]


def _sum(cells: list[Cell]) -> int | None:
    """The sum of what is filled in; None when nothing is."""
    numbers = [cell.number for cell in cells if cell.number is not None]
    return sum(numbers) if numbers else None


class FiguresForm(NhsukForm):
    """A blank box is no entry, 0 is a zero, and "nobody" is a fact of its own that goes with no figures."""

    nil = forms.BooleanField(
        label="We referred nobody this month",
        required=False,
        help_text="Only when there was not one referral. Leave all the boxes below empty.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    pasted = forms.CharField(
        label="Lines from your spreadsheet",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One line for each specialty: its name or code, elective, unscheduled.",
    )

    def __init__(
        self,
        *args: Any,
        specialties: list[Specialty],
        stored: Figures,
        last: Figures | None = None,
        **kwargs: Any,
    ) -> None:
        self.specialties, self.stored, self.last = specialties, stored, last
        super().__init__(*args, **kwargs)
        for specialty in specialties:
            for urgency in Urgency:
                name = cell_name(specialty, urgency)
                self.fields[name] = _cell(specialty, urgency)
                self.fields[name].initial = self.initial.get(name, stored.get((specialty.pk, urgency.value)))

    def clean(self) -> dict[str, Any]:
        """Refuse "nobody" together with figures, and a paste that makes no sense."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "fill" in self.data:
            for problem in self.pasted_figures[1][:MOST_PROBLEMS]:
                self.add_error("pasted", problem)
        elif cleaned.get("nil") and self._anything_typed():
            self.add_error(
                "nil", "You also entered figures. Clear them, or untick “We referred nobody this month”"
            )
        return cleaned

    def _anything_typed(self) -> bool:
        return any(cell.value.strip() for cell in self.cells)

    @property
    def pasted_figures(self) -> tuple[Typed, list[str]]:
        """What the pasted lines say, and what is wrong with them."""
        found = read_paste(str(self.data.get("pasted", "")), self.specialties)
        return found.figures, found.problems

    @property
    def figures(self) -> Figures:
        """What is filled in, by specialty and urgency; ask a valid form."""
        cells = {
            (specialty.pk, urgency.value): self.cleaned_data[cell_name(specialty, urgency)]
            for specialty in self.specialties
            for urgency in Urgency
        }
        return {cell: number for cell, number in cells.items() if number is not None}

    @property
    def rows(self) -> list[Row]:
        """The grid, in the order of the specialties' codes."""
        return [
            Row(specialty, [self._cell(specialty, urgency) for urgency in Urgency])
            for specialty in self.specialties
        ]

    def _cell(self, specialty: Specialty, urgency: Urgency) -> Cell:
        key = (specialty.pk, urgency.value)
        return Cell(
            field=self[cell_name(specialty, urgency)],
            label=f"{specialty}, {urgency.label.lower()}",
            column=urgency.value,
            last=None if self.last is None else self.last.get(key),
            stored=self.stored.get(key),
        )

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]

    @property
    def column_totals(self) -> list[tuple[str, int | None]]:
        """For each urgency its value and the sum of its column."""
        columns = list(zip(*(row.cells for row in self.rows), strict=True))
        return [
            (urgency.value, _sum(list(column))) for urgency, column in zip(Urgency, columns, strict=False)
        ]

    @property
    def total(self) -> int | None:
        return _sum(self.cells)


def with_paste(form: FiguresForm) -> dict[str, Any]:
    """What the form would hold with the pasted lines filled in: initial values for a fresh form."""
    figures, _ = form.pasted_figures
    names = {
        (specialty.pk, urgency.value): cell_name(specialty, urgency)
        for specialty in form.specialties
        for urgency in Urgency
    }
    return {**typed(form.data), **{names[cell]: figure for cell, figure in figures.items()}, "pasted": ""}


def with_zeros(form: FiguresForm) -> dict[str, Any]:
    """What the form would hold with 0 in each empty box."""
    zeros = {cell.field.html_name: "0" for cell in form.cells if not cell.value.strip()}
    return {**typed(form.data), **zeros, "nil": False}


def typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, one value a name."""
    return {name: data[name] for name in data}
