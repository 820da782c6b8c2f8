"""The grid of a month's referrals: specialty by urgency, as one form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from daccom.forms import NhsukForm
from practices.models import Clinician
from referrals.forms.figure_cells import Cell, Row, cell_field, cell_name, sum_of
from referrals.models import Specialty, Urgency
from referrals.pasting import Typed, read_paste
from referrals.selectors.grids import Figures
from referrals.selectors.unusual import Unusual

MOST_PROBLEMS = 5
NOBODY = "referred nobody this month"


class FiguresForm(NhsukForm):
    """A blank box is no entry, 0 is a zero, and "nobody" is a fact of its own that goes with no figures."""

    nil = forms.BooleanField(
        label=f"We {NOBODY}",
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
        clinician: Clinician | None = None,
        unusual: Iterable[Unusual] = (),
        **kwargs: Any,
    ) -> None:
        self.specialties, self.stored, self.last = specialties, stored, last or {}
        self.clinician, self.unusual = clinician, {odd.cell: odd for odd in unusual}
        super().__init__(*args, **kwargs)
        if clinician:
            self.fields["nil"].label = f"{clinician} {NOBODY}"
        for specialty in specialties:
            for urgency in Urgency:
                name = cell_name(specialty, urgency)
                self.fields[name] = cell_field(specialty, urgency)
                self.fields[name].initial = self.initial.get(name, stored.get((specialty.pk, urgency.value)))

    def clean(self) -> dict[str, Any]:
        """Refuse "nobody" together with figures, and a paste that makes no sense."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "fill" in self.data:
            for problem in self.pasted_figures[1][:MOST_PROBLEMS]:
                self.add_error("pasted", problem)
        elif cleaned.get("nil") and self._anything_typed():
            self.add_error(
                "nil", f"You also entered figures. Clear them, or untick “{self.fields['nil'].label}”"
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
        key, name = (specialty.pk, urgency.value), cell_name(specialty, urgency)
        return Cell(
            field=self[name],
            label=f"{specialty}, {urgency.label.lower()}",
            column=urgency.value,
            last=self.last.get(key),
            stored=self.stored.get(key),
            unusual=self.unusual.get(key),
            from_last=name in self.initial.get("from_last", ()),
        )

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]

    @property
    def column_totals(self) -> list[tuple[str, int | None]]:
        """For each urgency its value and the sum of its column."""
        columns = list(zip(*(row.cells for row in self.rows), strict=True))
        return [(urgency.value, sum_of(column)) for urgency, column in zip(Urgency, columns, strict=False)]

    @property
    def changed_boxes(self) -> int:
        """How many boxes hold something else than what is stored."""
        return sum(cell.differs for cell in self.cells)

    @property
    def total(self) -> int | None:
        return sum_of(self.cells)


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


def with_last(form: FiguresForm) -> dict[str, Any]:
    """What the form would hold with last month's figure in each empty box, and which boxes these are."""
    figures = {
        cell.field.html_name: str(cell.last)
        for cell in form.cells
        if not cell.value.strip() and cell.last is not None
    }
    return {**typed(form.data), **figures, "from_last": frozenset(figures)}


def typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, one value a name."""
    return {name: data[name] for name in data}
