"""Why a figure unlike the practice's own months is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from daccom.forms import NhsukForm
from referrals.forms.figure_cells import cell_name
from referrals.selectors.grids import Cell
from referrals.selectors.unusual import Unusual

LONGEST = 500


class ExplanationForm(NhsukForm):
    """A text for each odd figure; one left empty is still to be explained."""

    submit_text = "Save"

    def __init__(self, *args: Any, unusual: Sequence[Unusual], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unusual = {_name(odd): odd for odd in unusual}
        for name, odd in self.unusual.items():
            self.fields[name] = forms.CharField(
                label=f"{odd.label}: {odd.figure}",
                help_text=f"{str(odd.usual)[:1].upper()}{str(odd.usual)[1:]}. Why is it right?",
                required=False,
                max_length=LONGEST,
                initial=odd.explanation,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def words(self) -> dict[Cell, str]:
        """What is said of each figure; ask a valid form."""
        return {odd.cell: self.cleaned_data[name] for name, odd in self.unusual.items()}


def _name(odd: Unusual) -> str:
    return f"why-{cell_name(odd.specialty, odd.urgency.value)}"
