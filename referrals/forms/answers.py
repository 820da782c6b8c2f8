"""The five questions about an episode."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from daccom.forms import FormHelper, NhsukForm, Submit
from daccom.logs import NHS_NUMBER
from referrals.models import Answer
from referrals.models.episodes import QUESTIONS


class AnswersForm(NhsukForm):
    """Yes, no or not known to each question, and a note that names nobody."""

    presentation: ClassVar[dict[str, dict[str, Any]]] = dict.fromkeys(
        QUESTIONS, {"classes": "nhsuk-radios--inline", "label_size": "s"}
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question,
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"{question}: select yes, no or not known"},
            )
        self.fields["note"] = forms.CharField(
            label="Note (optional)",
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Do not name the patient or write an NHS number here.",
        )

    def clean_note(self) -> str:
        """Refuse a note with something like an NHS number in it."""
        note: str = self.cleaned_data["note"]
        if NHS_NUMBER.search(note):
            raise forms.ValidationError("Take the NHS number out of the note")
        return note

    @property
    def answers(self) -> dict[str, str]:
        """The five answers; ask a valid form."""
        return {name: self.cleaned_data[name] for name in QUESTIONS}

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self, submit="Save and next")
        helper.add_input(Submit("back", "Save and go to the list", variant="secondary"))
        return helper
