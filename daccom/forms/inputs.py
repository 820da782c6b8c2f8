"""Fields that take what people type: £1,200, 1 200, 20 / 6 / 2008."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.utils.datastructures import MultiValueDict

PARTS = ("day", "month", "year")
FIGURE = re.compile(r"[+-]?[0-9]*\.?[0-9]*")
"""Digits, a sign and a point; what else Python reads as a number (1_0, 1e5, NaN, ١٢) is a slip."""


def split_date(value: object) -> dict[str, str]:
    """A date, or what was typed for one (as year-month-day), as its three parts."""
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    typed = [*str(value or "").split("-", 2), "", ""]
    return {"day": typed[2], "month": typed[1], "year": typed[0]}


class DateInput(forms.Widget):
    """Day, month and year in three boxes; the value travels as year-month-day."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box: where an error link leads."""
        return f"{id_}_day" if id_ else ""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str | None:
        """The three boxes as year-month-day, or None when all are empty."""
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part in PARTS)
        return f"{year}-{month}-{day}" if day or month or year else None

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        """Left out only when none of the three boxes was sent."""
        return all(f"{name}_{part}" not in data for part in PARTS)


class DateField(forms.DateField):
    """A date in three boxes."""

    widget = DateInput
    default_error_messages = {"invalid": "Enter a real date, such as 20 6 2008"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d"])
        super().__init__(**kwargs)


class EmailField(forms.EmailField):
    """An email address, with the browser's help and words of ours when it is none."""

    default_validators = [EmailValidator("Enter an email address in full, such as name@example.org")]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.EmailInput(attrs={"autocomplete": "email"}), **kwargs})


def _figure(field: forms.Field, typed: object, ignored: str) -> object:
    """What was typed less `ignored`. Raises ValidationError unless it is written in plain digits."""
    if not isinstance(typed, str):
        return typed
    figure = typed.translate(str.maketrans("", "", ignored)).strip()
    if figure and not FIGURE.fullmatch(figure):
        raise forms.ValidationError(field.error_messages["invalid"], code="invalid")
    return figure


class MoneyField(forms.DecimalField):
    """Pounds, two places; £ and thousands separators may be typed."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": "Enter an amount in pounds, such as 1,200 or 12.34",
        "max_decimal_places": "Enter no more than two figures after the point",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(**kwargs)

    def to_python(self, value: object) -> Any:
        """The amount as a Decimal; £, commas and spaces are overlooked, 1e5 is no amount."""
        return super().to_python(_figure(self, value, "£, \N{NO-BREAK SPACE}"))


class WholeNumberField(forms.IntegerField):
    """A count; thousands separators may be typed."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Enter a whole number, such as 12"}

    def to_python(self, value: object) -> Any:
        """The count as an int; commas and spaces are overlooked."""
        return super().to_python(_figure(self, value, ", \N{NO-BREAK SPACE}"))
