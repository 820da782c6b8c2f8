"""Twelve percentages of a year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from budgets.models.shapes import MONTH_FIELDS
from budgets.profiles import difference
from daccom.calendar import FinancialYear
from daccom.forms import MoneyField, NhsukForm

RANGE = "Enter a percentage from 0 to 100"
MONTH_INPUT = {"prefix": None, "suffix": "%", "width": 5}


class ProfileForm(NhsukForm):
    """A percentage for each month, April first, and where they are from; together they are 100."""

    submit_text = "Save this profile"
    presentation = dict.fromkeys(MONTH_FIELDS, MONTH_INPUT)

    def __init__(
        self, *args: Any, year: FinancialYear, percentages: Sequence[Decimal], **kwargs: Any
    ) -> None:
        initial = {**dict(zip(MONTH_FIELDS, percentages, strict=True)), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        for name, month in zip(MONTH_FIELDS, year.months, strict=True):
            self.fields[name] = MoneyField(
                label=str(month),
                min_value=0,
                max_value=100,
                max_digits=5,
                error_messages={
                    "required": f"Enter a percentage for {month}, 0 if nothing falls on it",
                    "invalid": "Enter a percentage such as 8.33",
                    **dict.fromkeys(("min_value", "max_value", "max_digits", "max_whole_digits"), RANGE),
                },
            )
        self.fields["source"] = forms.CharField(
            label="Where these are from",
            max_length=200,
            help_text="For example “spend of 2007/08” or “agreed with the hospital”.",
        )
        self.fields["edition"] = forms.IntegerField(
            min_value=0, max_value=1_000_000, widget=forms.HiddenInput
        )

    def clean(self) -> dict[str, Any]:
        """The sum is named when it is not 100."""
        data = super().clean() or {}
        if all(data.get(name) is not None for name in MONTH_FIELDS):
            over = difference(self.percentages)
            if over:
                raise forms.ValidationError(
                    f"The twelve percentages come to {100 + over:.2f}%, "
                    f"{abs(over):.2f}% {'over' if over > 0 else 'under'} 100%"
                )
        return data

    @property
    def percentages(self) -> list[Decimal]:
        """The twelve percentages, April first."""
        return [self.cleaned_data[name] for name in MONTH_FIELDS]
