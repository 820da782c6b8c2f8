"""The form that sets one automatic check for a group's year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from daccom.errors import Refused
from daccom.formats import money
from daccom.forms import MoneyField, NhsukForm, WholeNumberField
from referrals.checks import RULES, Parameter
from referrals.selectors.check_settings import Setting

ON, OFF = "on", "off"


def _look(one: Parameter) -> dict[str, Any]:
    return {"prefix": "£", "width": 5} if one.unit == "pounds" else {"suffix": "days", "width": 3}


class CheckForm(NhsukForm):
    """On or off, a box for each parameter, and why."""

    submit_text = "Save"
    presentation: ClassVar = {one.name: _look(one) for rule in RULES.values() for one in rule.parameters}

    is_on = forms.ChoiceField(
        label="Is this check on?",
        choices=[(ON, "On"), (OFF, "Off")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the check is on"},
    )
    reason = forms.CharField(
        label="Why do you change it?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the change, with your name. Do not name a patient.",
        error_messages={"required": "Write why you change the check"},
    )

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        self.setting = setting
        initial = {"is_on": ON if setting.is_on else OFF}
        super().__init__(*args, initial=initial, **kwargs)
        for one in setting.rule.parameters:
            self.fields[one.name] = _field(one, setting.values[one.name])
        self.order_fields(["is_on", *setting.values, "reason"])

    @property
    def values(self) -> dict[str, int]:
        """Days or pence by parameter; ask a valid form."""
        return {
            one.name: int(self.cleaned_data[one.name] * _per(one)) for one in self.setting.rule.parameters
        }

    def show(self, refused: Refused) -> None:
        """What the service refused, as an error of the form."""
        self.add_error(None, str(refused))


def _per(one: Parameter) -> int:
    return 100 if one.unit == "pounds" else 1


def _shown(one: Parameter, value: int) -> Any:
    return Decimal(value).scaleb(-2) if one.unit == "pounds" else value


def bounds(one: Parameter) -> str:
    """The lowest and highest value in words: "1 to 90 days"."""
    if one.unit == "pounds":
        return f"{money(_shown(one, one.lowest))} to {money(_shown(one, one.highest))}"
    return f"{one.lowest} to {one.highest} days"


def in_words(one: Parameter, value: int) -> str:
    """A value with its unit."""
    return money(_shown(one, value)) if one.unit == "pounds" else f"{value} days"


def _field(one: Parameter, value: int) -> forms.Field:
    kind = MoneyField if one.unit == "pounds" else WholeNumberField
    limits = f"{one.label} must be {bounds(one)}"
    return kind(
        label=one.label,
        initial=_shown(one, value),
        min_value=_shown(one, one.lowest),
        max_value=_shown(one, one.highest),
        help_text=f"{one.meaning}. {bounds(one)}; {in_words(one, one.default)} unless you change it.",
        error_messages={
            "min_value": limits,
            "max_value": limits,
            "required": f"Enter a value, {bounds(one)}",
        },
    )
