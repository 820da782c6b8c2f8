"""By which method a category is forecast."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from budgets.forms.spend import LIMITS, MOST
from budgets.models import Method
from daccom.forms import MoneyField, NhsukForm


class ChoiceForm(NhsukForm):
    """A method and why; an amount for a forecast by judgement, and for that only."""

    submit_text = "Choose this method"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"method": {"label_size": "m"}}
    method = forms.ChoiceField(choices=Method, widget=forms.RadioSelect)
    amount = MoneyField(
        label="What the year will come to",
        required=False,
        min_value=-MOST,
        max_value=10 * MOST,
        help_text="Only by judgement: the whole year’s spend in pounds.",
        error_messages={**LIMITS, "max_value": "Enter an amount of less than £1 billion"},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody who reads the forecast reads it.",
    )

    def clean(self) -> dict[str, Any]:
        """Judgement needs its amount; the other methods work theirs out."""
        data = super().clean() or {}
        by_judgement = data.get("method") == Method.MANUAL
        if by_judgement and "amount" in data and data["amount"] is None:
            self.add_error("amount", "Enter what the year will come to")
        if "method" in data and not by_judgement and data.get("amount") is not None:
            self.add_error("amount", "Leave this empty: only a forecast by judgement takes an amount")
        return data
