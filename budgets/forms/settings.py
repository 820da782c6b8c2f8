"""What is decided for the whole group when a year's budgets are set."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from budgets.forms.numbers import PlainNumberField
from budgets.selectors.setting_start import Basis
from budgets.services.settings import NewTerms
from daccom.forms import MoneyField, NhsukForm

MOST = Decimal("99999999999.99")
AMOUNT_LIMITS = {
    "min_value": "Enter an amount of 0 or more",
    "max_value": "Enter an amount of less than £100 billion",
    "max_digits": "Enter an amount of less than £100 billion",
    "max_whole_digits": "Enter an amount of less than £100 billion",
}
PERCENT = {
    "max_value": "Enter a percentage from 0 to 100",
    "invalid": "Enter a percentage, such as 7 or 6.5",
    "max_digits": "Enter a percentage of less than 1,000",
    "max_whole_digits": "Enter a percentage of less than 1,000",
    "max_decimal_places": "Enter no more than two figures after the point",
}


def amount(label: str, help_text: str = "") -> MoneyField:
    return MoneyField(
        label=label, help_text=help_text, min_value=Decimal(0), max_value=MOST, error_messages=AMOUNT_LIMITS
    )


def percentage(label: str, help_text: str = "", **limits: Any) -> PlainNumberField:
    """A percentage as it is written: 6.5 is 6.5%."""
    return PlainNumberField(
        label=label,
        help_text=help_text,
        max_digits=5,
        decimal_places=2,
        error_messages=PERCENT,
        **limits,
    )


class TermsForm(NhsukForm):
    """The terms, and the edition that they were written over."""

    submit_text = "Save the worksheet"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {
        **{name: {"prefix": "£", "width": 10} for name in ("total", "contingency", "risk_pool")},
        **{
            name: {"suffix": "%", "width": 5}
            for name in ("uplift_low", "uplift_high", "uplift", "pace_of_change")
        },
    }

    total = amount("All the group gets for the year", "In pounds, reserves included.")
    contingency = amount("Contingency", "Kept at the group’s level for what nobody foresaw.")
    risk_pool = amount("Risk pool", "Kept for patients whose care is very dear.")
    uplift_low = percentage("Lowest uplift of the stated range")
    uplift_high = percentage("Highest uplift of the stated range")
    uplift = percentage("Uplift on last year", "Inside the stated range.")
    pace_of_change = percentage(
        "Pace of change",
        "How much of the distance from its fair share a practice makes up this year, from 0 to 100.",
        min_value=0,
        max_value=100,
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, initial=1)

    @property
    def terms(self) -> NewTerms:
        """What was typed, for the service."""
        return NewTerms(**{name: self.cleaned_data[name] for name in NewTerms.__dataclass_fields__})


class StartForm(TermsForm):
    """The same to begin with, and what the history is."""

    submit_text = "Start the worksheet"
    basis = forms.ChoiceField(
        label="Where the historic amounts come from",
        choices=Basis.choices,
        widget=forms.RadioSelect,
        initial=Basis.BUDGETS,
    )
    field_order = ("basis",)


class EditionForm(NhsukForm):
    """The edition that was read before publishing."""

    submit_text = "Publish these budgets"
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
