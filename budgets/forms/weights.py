"""What a patient of each practice weighs, one line for each practice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from budgets.forms.numbers import PlainNumberField
from budgets.models import PracticeWeight
from budgets.selectors.setting_start import ListWeight
from daccom.forms import NhsukForm

LEAST, MOST = Decimal("0.000001"), Decimal("999.999999")
LIMITS = {
    "invalid": "Enter a weight, such as 1.05",
    "min_value": "Enter a weight over 0",
    "max_value": "Enter a weight under 1,000",
    "max_digits": "Enter a weight with six figures after the point at most",
    "max_whole_digits": "Enter a weight under 1,000",
    "max_decimal_places": "Enter a weight with six figures after the point at most",
}


class WeightsForm(NhsukForm):
    """A weight for each row, one source for those that are changed, and the edition they were typed over."""

    source = forms.CharField(
        label="Where the weights that you change come from",
        help_text="Such as: Department of Health fair shares toolkit, 2009/10.",
        max_length=200,
        required=False,
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, rows: Sequence[PracticeWeight], **kwargs: Any) -> None:
        self.rows = {f"weight_{row.practice.ods_code}": row for row in rows}
        super().__init__(*args, **kwargs)
        for name, row in self.rows.items():
            self.fields[name] = PlainNumberField(
                label=f"Weight of {row.practice}",
                initial=row.weight.normalize(),
                min_value=LEAST,
                max_value=MOST,
                max_digits=9,
                decimal_places=6,
                error_messages={**LIMITS, "required": f"Enter the weight of {row.practice}"},
            )

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each practice with its field, for the table; the table's heads are the labels people see."""
        return [
            {
                "row": row,
                "field": self[name],
                "label": {"text": self[name].label, "classes": "nhsuk-u-visually-hidden"},
            }
            for name, row in self.rows.items()
        ]

    def clean(self) -> dict[str, Any]:
        """A weight that is changed says where it comes from."""
        data = super().clean() or {}
        if not self.errors and self.changed and not data.get("source"):
            self.add_error("source", "Say where the weights that you change come from")
        return data

    @property
    def changed(self) -> dict[int, ListWeight]:
        """The new weights, by the id of their row."""
        return {
            row.pk: ListWeight(
                row.practice,
                row.patients,
                row.counted_on,
                self.cleaned_data[name],
                self.cleaned_data.get("source", ""),
            )
            for name, row in self.rows.items()
            if self.cleaned_data[name] != row.weight
        }
