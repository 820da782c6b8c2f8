"""An overspend and its repayment, year by year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from budgets.forms.spend import MOST
from budgets.models import Debt
from budgets.services.debts import MOST_YEARS, difference_words
from daccom.calendar import FinancialYear
from daccom.forms import MoneyField, NhsukForm

PENNY = Decimal("0.01")
TOO_MUCH = {
    "min_value": "Enter an amount over nought",
    "max_value": "Enter an amount of less than £100 million",
}


class DebtForm(NhsukForm):
    """The amount, who says so, and up to five years after the debt's in which it is repaid."""

    submit_text = "Save the repayment"
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=99_999)
    amount = MoneyField(
        label="Overspend", min_value=PENNY, max_value=MOST, error_messages=TOO_MUCH, max_digits=10
    )
    source = forms.CharField(
        label="Where the amount is from",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The final accounts, or a letter and its date.",
    )

    def __init__(self, *args: Any, year: FinancialYear, debt: Debt | None, **kwargs: Any) -> None:
        self.years = [FinancialYear(year.start_year + later) for later in range(1, MOST_YEARS + 1)]
        super().__init__(*args, initial=_initial(debt), **kwargs)
        for later in self.years:
            self.fields[_name(later.start_year)] = MoneyField(
                label=f"Repaid in {later}",
                required=False,
                min_value=PENNY,
                max_value=MOST,
                error_messages=TOO_MUCH,
                max_digits=10,
            )

    @property
    def repayments(self) -> dict[int, Decimal]:
        """The years that were filled in."""
        found = {year.start_year: self.cleaned_data.get(_name(year.start_year)) for year in self.years}
        return {start: amount for start, amount in found.items() if amount is not None}

    def clean(self) -> dict[str, Any]:
        """The years together come to the amount."""
        data = super().clean() or {}
        if self.errors:
            return data
        if not self.repayments:
            raise forms.ValidationError("Enter what is repaid in at least one year")
        difference = sum(self.repayments.values(), Decimal(0)) - data["amount"]
        if difference:
            raise forms.ValidationError(difference_words(difference, data["amount"]))
        return data


def _name(start: int) -> str:
    return f"repaid_{start}"


def _initial(debt: Debt | None) -> dict[str, Any]:
    if debt is None:
        return {"seen": 0}
    repaid = {_name(row.year): row.amount for row in debt.repayments.all()}
    return {"seen": debt.edition, "amount": debt.amount, "source": debt.source, **repaid}
