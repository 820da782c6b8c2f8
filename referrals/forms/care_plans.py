"""Where a patient's care plan stands, and whether they are still here."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from daccom.forms import NhsukForm
from referrals.models import CarePlan

HERE = "here"
"""Radios leave out a choice without a value."""
DEPARTED = {
    HERE: "Yes",
    "deceased": "No, the patient has died",
    "moved_away": "No, the patient has moved away",
}


class CarePlanForm(NhsukForm):
    """The status of the plan, and who leaves the list."""

    submit_text = "Save"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {
        "status": {"label_size": "s"},
        "departed": {"label_size": "s"},
    }
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    status = forms.ChoiceField(
        label="Primary care plan",
        choices=CarePlan.Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how far the care plan is"},
    )
    departed = forms.ChoiceField(
        label="Is this still your patient?",
        choices=list(DEPARTED.items()),
        widget=forms.RadioSelect,
        required=False,
        help_text="Who died or moved away leaves the list, and the next patient moves up.",
    )

    def clean_departed(self) -> str:
        """As CarePlan stores it."""
        chosen: str = self.cleaned_data["departed"]
        return "" if chosen == HERE else chosen
