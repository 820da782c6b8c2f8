"""The practice's clinicians, as its manager types them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from daccom import calendar
from daccom.errors import Refused
from daccom.forms import DateField, NhsukForm

FIELD_OF = {
    "clinician.listed": "name",
    "clinician.starts-later": "started_on",
    "clinician.ends-before-start": "ended_on",
}


class ClinicianForm(NhsukForm):
    """Who refers for the practice, and since when."""

    submit_text = "Add to the list"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"name": {"width": 20}}

    name = forms.CharField(label="Name", max_length=100, help_text="As your practice says it: Dr A. Example.")
    started_on = DateField(label="First day", help_text="The first day on which they could refer.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_on"].initial = lambda: calendar.Month.of(calendar.today()).first


class EndClinicianForm(NhsukForm):
    """The day on which somebody left."""

    submit_text = "Take off the list"

    ended_on = DateField(label="Left on", help_text="No figures are asked for months after this day.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = calendar.today


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put a refusal beside the field it is about, or at the top."""
    field = FIELD_OF.get(refused.rule)
    form.add_error(field if field in form.fields else None, str(refused))
