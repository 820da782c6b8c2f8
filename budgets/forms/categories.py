"""From which month a category is closed."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from budgets.spend_files import read_month
from daccom.calendar import Month
from daccom.forms import NhsukForm

FIRST, LAST = 2004, 2100


class CloseForm(NhsukForm):
    """A month in words or figures; left empty the category is open."""

    submit_text = "Save"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"month": {"width": 20}}

    month = forms.CharField(
        label="Closed from",
        max_length=30,
        required=False,
        help_text="The first month in which nothing is posted to it, such as April 2009. Empty: it is open.",
    )

    def clean_month(self) -> Month | None:
        typed: Any = self.cleaned_data["month"]
        if not typed:
            return None
        month = read_month(typed)
        if month is None or not FIRST < month.first.year < LAST:
            raise forms.ValidationError("Enter a month such as April 2009 or 2009-04")
        return month
