"""One month's spend of a practice: an amount for each line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from budgets.models import Category
from daccom.forms import MoneyField, NhsukForm

MOST = Decimal("99999999.99")
POSTED = re.compile(r"([0-9]{1,18})=(-?[0-9]{1,11}\.[0-9]{2})")


class SpendForm(NhsukForm):
    """A money field for each category; `seen` carries what was posted when the form was opened."""

    submit_text = "Post spend"
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, categories: Iterable[Category], posted: dict[int, Decimal], **kwargs: Any
    ) -> None:
        self.names = {f"line_{category.pk}": category for category in categories}
        initial = {name: posted.get(category.pk) for name, category in self.names.items()}
        super().__init__(*args, initial={**initial, "seen": written(posted)}, **kwargs)
        for name, category in self.names.items():
            self.fields[name] = MoneyField(
                label=category.name, required=False, min_value=-MOST, max_value=MOST, error_messages=LIMITS
            )

    def clean_seen(self) -> dict[int, Decimal]:
        """What the form was filled in against."""
        try:
            return read(self.cleaned_data["seen"])
        except ValueError:
            raise forms.ValidationError("This form is damaged. Open the month again.") from None

    def clean(self) -> dict[str, Any]:
        """At least one amount; a posted one stays."""
        data = super().clean() or {}
        seen = data.get("seen", {})
        for name, category in self.names.items():
            if name in data and data[name] is None and category.pk in seen:
                self.add_error(name, f"Enter an amount for {category.name}, 0 if nothing was spent")
        if not self.errors and not self.amounts:
            raise forms.ValidationError("Enter at least one amount")
        return data

    @property
    def amounts(self) -> dict[int, Decimal]:
        """Category id to pounds, for the lines that were filled in."""
        return {
            category.pk: self.cleaned_data[name]
            for name, category in self.names.items()
            if self.cleaned_data.get(name) is not None
        }


LIMITS = {
    "min_value": "Enter a credit of less than £100 million",
    "max_value": "Enter an amount of less than £100 million",
    "max_digits": "Enter an amount of less than £100 million",
    "max_whole_digits": "Enter an amount of less than £100 million",
}


def written(posted: dict[int, Decimal]) -> str:
    """Posted amounts as the hidden field keeps them: “3=100.00 5=-2.50”."""
    return " ".join(f"{pk}={amount:.2f}" for pk, amount in sorted(posted.items()))


def read(text: str) -> dict[int, Decimal]:
    """The reverse of `written`. Raises ValueError for anything that it does not write."""
    found = [POSTED.fullmatch(part) for part in text.split()]
    if not all(found):
        raise ValueError("not what was posted")
    return {int(pair[1]): Decimal(pair[2]) for pair in found if pair}
