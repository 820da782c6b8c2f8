"""What comes once, and what explains a difference: a category, a month, an amount and words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from budgets.forms.spend import LIMITS, MOST
from budgets.models import Category
from daccom.calendar import Month
from daccom.forms import MoneyField, NhsukForm
from practices.models import Practice


class NoteForm(NhsukForm):
    """A category and a month to pick, an amount that is not nought, and a reason in words."""

    category = forms.ChoiceField()
    month = forms.ChoiceField()
    amount = MoneyField(min_value=-MOST, max_value=MOST, error_messages=LIMITS)
    words = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self, *args: Any, categories: Iterable[Category], months: Iterable[Month], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.categories = {category.code: category for category in categories}
        self.months = {month.slug: month for month in months}
        _choose(self.fields["category"], {code: one.name for code, one in self.categories.items()})
        _choose(self.fields["month"], {slug: str(month) for slug, month in self.months.items()})

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError("Enter an amount that is not 0")
        return amount

    @property
    def said(self) -> dict[str, Any]:
        """What a service takes."""
        return {
            "category": self.categories[self.cleaned_data["category"]],
            "month": self.months[self.cleaned_data["month"]],
            "amount": self.cleaned_data["amount"],
            "words": self.cleaned_data["words"],
        }


class ExplanationForm(NoteForm):
    """Why posted spend differs from the extracts."""

    submit_text = "Add this explanation"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "amount", "Amount", "Positive: finance posted it and the extracts do not have it.")
        _label(self, "words", "What it is", "For example “critical care, paid outside the tariff”.")


class OnceForm(NoteForm):
    """What comes once, of one practice or of the group as a whole."""

    submit_text = "Add what comes once"
    practice = forms.ChoiceField(required=False)
    field_order = ("category", "practice", "month", "amount", "words")

    def __init__(self, *args: Any, practices: Iterable[Practice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practices = {practice.ods_code: practice for practice in practices}
        names = {code: practice.name for code, practice in self.practices.items()}
        _choose(self.fields["practice"], {"": "The group as a whole", **names})
        _label(self, "practice", "Whose it is", "")
        _label(self, "amount", "Amount", "A credit is negative. It is part of what is posted for the month.")
        _label(self, "words", "What it is", "For example “backlog of a ward that reopened”.")

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "practice": self.practices.get(self.cleaned_data["practice"])}


def _choose(field: forms.Field, choices: dict[str, str]) -> None:
    field.choices = list(choices.items())  # type: ignore[attr-defined]


def _label(form: NhsukForm, name: str, label: str, hint: str) -> None:
    form.fields[name].label, form.fields[name].help_text = label, hint
