"""A variation or virement: what it says of itself, and its lines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.forms.renderers import get_default_renderer

from budgets.models import Category, Reserve, Variation
from budgets.selectors.levels import Spot
from budgets.services.variations import NewLine
from daccom.calendar import FinancialYear, Month
from daccom.forms import MoneyField, NhsukForm
from practices.models import Practice

MOST = Decimal("99999999999.99")
LIMITS = dict.fromkeys(
    ("min_value", "max_value", "max_digits", "max_whole_digits"), "Enter an amount of less than £100 billion"
)
EMPTY_LINES = 10
MOST_LINES = 200
LABEL = "app-lines__label"
Choices = list[tuple[str, str]]


def set_choices(form: forms.Form, name: str, choices: Choices) -> None:
    """What a field of one form offers."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class VariationForm(NhsukForm):
    """From when it counts, whether it recurs, and why; `seen` is the newest number when it was opened."""

    presentation: ClassVar[dict[str, dict[str, Any]]] = {"reason": {"rows": 3}}

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=99_999)
    month = forms.ChoiceField(
        label="Counts from", help_text="It changes the whole year’s budget from then on."
    )
    is_recurrent = forms.TypedChoiceField(
        label="Does next year’s budget keep it?",
        choices=[("yes", "Yes, it is recurrent"), ("no", "No, it comes once")],
        coerce=lambda choice: choice == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "The reason must be 1,000 characters or fewer"},
    )

    def __init__(self, *args: Any, year: FinancialYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "month", [(month.slug, str(month)) for month in year.months])

    def clean_month(self) -> Month:
        return Month.parse(self.cleaned_data["month"])

    def clean_reason(self) -> str:
        """Browsers send line ends of two characters; one is stored."""
        return str(self.cleaned_data["reason"]).replace("\r\n", "\n")


class LineForm(NhsukForm):
    """One line: a practice with a category, or a reserve; and an amount. An empty line is no line."""

    use_required_attribute = False
    place = forms.ChoiceField(required=False)
    category = forms.ChoiceField(required=False)
    amount = MoneyField(required=False, min_value=-MOST, max_value=MOST, error_messages=LIMITS)

    def __init__(self, *args: Any, choices: LineChoices, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.number = choices, number
        labels = {"place": "Practice or reserve", "category": "Category", "amount": "Amount"}
        for name, label in labels.items():
            self.fields[name].label = f"{label}, line {number}"
        set_choices(self, "place", choices.places)
        set_choices(self, "category", choices.of_categories)

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The fields, with labels that the table's heads say to those who see them."""
        return [{"field": field, "label": {"text": field.label, "classes": LABEL}} for field in self]

    def clean(self) -> dict[str, Any]:
        """All of a line or nothing of it; a reserve has no category."""
        data = super().clean() or {}
        if self.errors:
            return data
        if not data["place"]:
            self.add_error("place", f"Select a practice or reserve in line {self.number}")
        elif data["place"] in self.choices.reserves and data["category"]:
            self.add_error("category", f"A reserve has no category: leave it empty in line {self.number}")
        elif data["place"] in self.choices.practices and not data["category"]:
            self.add_error("category", f"Select a category in line {self.number}")
        if not data["amount"]:
            self.add_error("amount", f"Enter an amount other than 0 in line {self.number}")
        return data

    @property
    def line(self) -> NewLine | None:
        """What was typed; None for an empty line."""
        if not self.cleaned_data:
            return None
        place, amount = self.cleaned_data["place"], self.cleaned_data["amount"]
        if place in self.choices.reserves:
            return NewLine(Spot(reserve=self.choices.reserves[place]), amount)
        category = self.choices.categories[self.cleaned_data["category"]]
        return NewLine(Spot(self.choices.practices[place], category), amount)


class LineChoices:
    """What a line may name: practices by ODS code, reserves by kind, categories by code."""

    def __init__(
        self, practices: Sequence[Practice], reserves: Sequence[Reserve], categories: Sequence[Category]
    ) -> None:
        self.practices = {practice.ods_code: practice for practice in practices}
        self.reserves = {str(reserve.kind): reserve for reserve in reserves}
        self.categories = {category.code: category for category in categories}

    @property
    def places(self) -> Choices:
        """Reserves first: most virements take from one."""
        return [
            ("", "Choose"),
            *((kind, f"{one.get_kind_display()} (reserve)") for kind, one in self.reserves.items()),
            *((code, practice.name) for code, practice in self.practices.items()),
        ]

    @property
    def of_categories(self) -> Choices:
        return [("", "None"), *((code, category.name) for code, category in self.categories.items())]


class NumberedLines(forms.BaseFormSet):
    """The lines, numbered from 1: ten empty ones to begin with, all that were sent on an error."""

    form = LineForm
    extra = EMPTY_LINES
    min_num = 0
    max_num = absolute_max = MOST_LINES
    can_order = can_delete = can_delete_extra = validate_min = validate_max = False
    renderer = get_default_renderer()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "number": (index or 0) + 1}

    @property
    def new_lines(self) -> list[NewLine]:
        """The lines that were filled in."""
        return [form.line for form in self.forms if form.line is not None]


KINDS = {kind.value: kind for kind in Variation.Kind}
