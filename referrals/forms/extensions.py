"""Letting a practice send later, and saying who certifies."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from daccom.errors import Refused
from daccom.forms import DateField, NhsukForm

FIELD_OF = {
    "extension.past": "until",
    "extension.not-later": "until",
    "extension.too-long": "until",
    "certifier.unchanged": "differs",
}


class ExtensionForm(NhsukForm):
    """Until when, and why."""

    submit_text = "Give the extension"

    until = DateField(
        label="Last day to send the return",
        help_text="That day still counts.",
        error_messages={"required": "Enter the last day to send the return"},
    )
    reason = forms.CharField(
        label="Why may the practice send later?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The practice and the group read this. Do not name a patient.",
        error_messages={"required": "Say why the practice may send later"},
    )


class CertifierForm(NhsukForm):
    """One person or two, and why."""

    submit_text = "Save the rule"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"differs": {"label_size": "m"}}

    differs = forms.ChoiceField(
        label="Who may certify and send a return?",
        choices=[
            ("no", "Any practice manager of the practice"),
            ("yes", "Somebody else than who entered the referrals"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may certify a return"},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the rule changes"},
    )


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put a refusal beside the field it is about, or at the top."""
    form.add_error(FIELD_OF.get(refused.rule), str(refused))
