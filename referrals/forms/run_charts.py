"""Forms of run charts: a note, and from when on limits are set anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from daccom.calendar import Month
from daccom.errors import Refused
from daccom.forms import NhsukForm
from referrals.services.chart_notes import LONGEST_NOTE, LONGEST_REASON

MONTH_RULES = ("future", "no-figure", "first", "set")


class MonthForm(NhsukForm):
    """A month of the chart, the newest first."""

    presentation: ClassVar[dict[str, dict[str, Any]]] = {}

    month = forms.ChoiceField(label="Month", error_messages={"required": "Choose a month"})
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, months: Sequence[Month], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month"]
        field.choices = [(one.slug, str(one)) for one in reversed(months)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Month:
        """The month of a valid form."""
        return Month.parse(self.cleaned_data["month"])

    def show_refusal(self, refused: Refused) -> None:
        """Put a refusal beside the field it is about, or at the top when it is about who asks."""
        rule = refused.rule.partition(".")[2]
        field = "month" if rule in MONTH_RULES else "words" if "words" in rule or "patient" in rule else None
        self.add_error(field, str(refused))


class NoteForm(MonthForm):
    """What happened, and when."""

    submit_text = "Put the note on the chart"

    words = forms.CharField(
        label="What happened?",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who sees the chart reads this. Do not name a patient or a clinician.",
        error_messages={"required": "Say what happened"},
    )


class RebaseForm(MonthForm):
    """From when on, and why."""

    submit_text = "Set the limits anew"

    words = forms.CharField(
        label="Why do the months before no longer count?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A known change that lasts: a new service, a merger, another way of counting.",
        error_messages={"required": "Say why the months before no longer count"},
    )
