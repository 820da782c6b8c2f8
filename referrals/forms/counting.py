"""Whether a month is counted for the practice or for each clinician."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from daccom.forms import NhsukForm
from practices.models import Clinician

NOBODYS = "nobody"


class CountingForm(NhsukForm):
    """The way of counting; and, when figures of the practice are there, whose they are."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, clinicians: Sequence[Clinician], asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinicians = {str(clinician.pk): clinician for clinician in clinicians}
        if asks:
            choices = [
                (pk, f"All of them are {clinician.name}’s") for pk, clinician in self.clinicians.items()
            ]
            self.fields["whose"] = forms.ChoiceField(
                label="Whose are the figures already entered?",
                choices=[*choices, (NOBODYS, "Put them away: I enter each clinician’s anew")],
                widget=forms.RadioSelect,
            )

    @property
    def whose(self) -> Clinician | None:
        """Who keeps the figures; ask a valid form."""
        return self.clinicians.get(self.cleaned_data.get("whose", NOBODYS))
