"""Certifying a month, and the group's query about it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from daccom.forms import NhsukForm
from referrals.content import DECLARATION


class DeclarationForm(NhsukForm):
    """A name and a tick under what is sent; the answer, when the group asked something."""

    submit_text = "Submit the return"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {
        "declared_name": {"autocomplete": "name", "width": 20}
    }

    answer = forms.CharField(
        label="Your answer to the group",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you found or changed. The group reads it beside the figures. Do not name a patient.",
        error_messages={"required": "Answer the group's question in a sentence"},
    )
    declared_name = forms.CharField(label="Your full name", max_length=100)
    agreed = forms.BooleanField(
        label=DECLARATION, error_messages={"required": "Tick the declaration to submit the return"}
    )

    def __init__(self, *args: Any, is_queried: bool = False, **kwargs: Any) -> None:
        """Only a return that came back with a question asks for an answer."""
        super().__init__(*args, **kwargs)
        if not is_queried:
            del self.fields["answer"]


class QueryForm(NhsukForm):
    """Why a return goes back to its practice."""

    submit_text = "Query the return"
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label="What looks wrong?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The practice reads this. Do not name a patient.",
        error_messages={"required": "Say what looks wrong, so that the practice can put it right"},
    )


class AcceptForm(forms.Form):
    """Which version is accepted."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
