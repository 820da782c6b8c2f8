"""Forms of requests to practices: ask, answer, follow."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from daccom.errors import Refused
from daccom.forms import DateField, NhsukForm
from referrals.services.outliers import LONGEST


def _texts(label: str, missing: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=help_text,
        error_messages={"required": missing},
    )


class AskForm(NhsukForm):
    """What is asked, and until when."""

    submit_text = "Ask the practice"

    words = _texts(
        "What do you want to know?",
        "Say what you want to know",
        "The practice and the group read this. Do not name a patient or a clinician.",
    )
    due_on = DateField(
        label="Answer by",
        help_text="That day still counts.",
        error_messages={"required": "Enter the day by which to answer"},
    )


class AnswerForm(NhsukForm):
    """Reasons and an action plan."""

    submit_text = "Send the answer"

    reasons = _texts(
        "Why does the figure lie where it does?",
        "Give the practice's reasons",
        "Also a good reason is an answer. The group reads this: do not name a patient or a clinician.",
    )
    action_plan = _texts(
        "What will the practice do?",
        "Say what the practice will do",
        "Who does what by when. If nothing should change, say so and why.",
    )
    review_on = DateField(
        label="When will it show? (optional)",
        required=False,
        help_text="The day on which to look at the figures again.",
    )


class FollowForm(NhsukForm):
    """What the Executive does with a request; `seen` is the newest step on the page."""

    submit_text = "Save"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"step": {"label_size": "s"}}
    CHOICES: ClassVar[dict[str, str]] = {
        "close": "Close it: the answer will do",
        "return": "Ask again: the answer is not enough yet",
        "note": "Only write a note",
        "withdraw": "Withdraw it: the practice need not answer",
    }

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=99_999)
    step = forms.ChoiceField(
        label="What do you want to do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you do"},
    )
    words = _texts("Words for the practice", "Write the words for the practice")

    def __init__(self, *args: Any, status: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = list(self.CHOICES) if status == "answered" else ["note", "withdraw"]
        self.fields["step"].choices = [(one, self.CHOICES[one]) for one in steps]  # type: ignore[attr-defined]


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put a refusal beside the field it is about, or at the top."""
    fields = {"outlier.past": ("due_on", "review_on"), "outlier.too-long": ("due_on",)}
    found = [one for one in fields.get(refused.rule, ("words",)) if one in form.fields]
    about_words = refused.rule in (
        "outlier.words-needed",
        "outlier.words-too-long",
        "outlier.names-a-patient",
    )
    is_beside = found and (refused.rule in fields or about_words)
    form.add_error(found[0] if is_beside else None, str(refused))
