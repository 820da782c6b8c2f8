"""The five questions about an episode: alone on its page, or many on a page of the workbench."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from daccom.forms import FormHelper, NhsukForm, Submit
from daccom.logs import NHS_NUMBER
from referrals.models import Answer
from referrals.models.episodes import QUESTIONS
from referrals.selectors.workbench import Row


class AnswersForm(NhsukForm):
    """Yes, no or not known to each question, and a note that names nobody."""

    presentation: ClassVar[dict[str, dict[str, Any]]] = dict.fromkeys(
        QUESTIONS, {"classes": "nhsuk-radios--inline", "label_size": "s"}
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

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
    def problem(self) -> str:
        """All that is wrong, in one line."""
        return ". ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self, submit="Save and next")
        helper.add_input(Submit("back", "Save and go to the list", variant="secondary"))
        return helper


def typed_about(row: Row, posted: Mapping[str, str]) -> dict[str, str]:
    """What a page of many rows sent about one of them; empty when it says what is stored, or nothing."""
    fields = [*QUESTIONS, "note", "edition"]
    typed = {name: str(posted.get(f"{row.pk}-{name}", "")).replace("\r\n", "\n").strip() for name in fields}
    said = {name: typed[name] for name in [*QUESTIONS, "note"]}
    stored = {**row.validation.answers, "note": row.validation.note} if row.validation else {}
    return typed if any(said.values()) and said != stored else {}
