"""Forms of the register, of raising and of withdrawing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms

from daccom.forms import DateField, MoneyField, NhsukForm
from referrals.challenges.states import STATES
from referrals.challenges.words import LONGEST_WORDS, names_a_patient
from referrals.models import Challenge, Reason
from referrals.selectors.challenge_register import Choices, Chosen

MOST = Decimal("99999999.99")
ALL = ("", "All")


class WordsField(forms.CharField):
    """A few sentences in which no NHS number stands."""

    widget = forms.Textarea(attrs={"rows": 4})
    known: frozenset[str] = frozenset()
    """Ten-digit numbers that may stand in the words: those of spells and episodes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_WORDS, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if names_a_patient(text, self.known):
            raise forms.ValidationError("Take out the ten-digit number: it may be an NHS number")
        return text


class RegisterForm(NhsukForm):
    """What to show of the register; every field may stay empty."""

    submit_text = "Show"
    state = forms.ChoiceField(required=False)
    provider = forms.ChoiceField(required=False)
    practice = forms.ChoiceField(required=False)
    reason = forms.ChoiceField(required=False)
    month = forms.ChoiceField(required=False, label="Activity month")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {**vars(choices), "state": [(state.key, state.name) for state in STATES.values()]}
        for name, options in offered.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [ALL, *options]

    @property
    def chosen(self) -> Chosen:
        """The filters that could be understood."""
        self.is_valid()
        return Chosen(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class RaiseForm(NhsukForm):
    """A challenge as the practice would word it."""

    submit_text = "Raise the challenge"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"direction": {"classes": "nhsuk-radios--inline"}}
    reason = forms.ChoiceField(label="Main reason", choices=Reason.choices)
    direction = forms.ChoiceField(
        label="The provider charged",
        choices=[
            (Challenge.Direction.OVERCHARGE, "Too much"),
            (Challenge.Direction.UNDERCHARGE, "Too little"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the provider charged too much or too little"},
    )
    amount = MoneyField(
        label="Amount at stake",
        help_text="The difference between what was charged and what is right.",
        min_value=Decimal("0.01"),
        max_value=MOST,
    )
    words = WordsField(
        label="Words for the provider",
        help_text="What is wrong, without the patient’s name or NHS number. "
        "Spell and episode numbers go with the challenge by themselves.",
    )

    def __init__(self, *args: Any, known: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(WordsField, self.fields["words"]).known = known


class WithdrawForm(NhsukForm):
    """Why a practice takes its challenge back."""

    submit_text = "Withdraw the challenge"
    words = WordsField(label="Why do you withdraw it?", widget=forms.Textarea(attrs={"rows": 2}))


class DatesForm(NhsukForm):
    """The two days on which a month is settled, and why they are these."""

    submit_text = "Save the dates"
    first_on = DateField(label="First date", help_text="By then the provider answers.")
    final_on = DateField(label="Final date", help_text="What is open after it is lost.")
    reason = forms.CharField(
        label="What was agreed, and with whom", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
