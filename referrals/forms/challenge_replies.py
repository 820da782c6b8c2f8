"""A provider's answers: as a file, or typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField

from daccom.forms import NhsukForm
from referrals.challenges.files import AMOUNT, DECISION, REASON
from referrals.challenges.replies import ReplyAnswer, Status, answer_of
from referrals.challenges.words import LONGEST_WORDS
from referrals.models import Challenge

FIELDS = {"decision": DECISION, "amount": AMOUNT, "reason": REASON}
"""The three fields of each challenge, and the file's column that each stands for."""


class ReplyFileForm(NhsukForm):
    """The file that came back from the provider."""

    submit_text = "Read the reply"
    reply = forms.FileField(
        label="The provider’s answers",
        help_text="The file we sent, filled in: CSV or XLSX, up to 5 MB. "
        "With an error in any row nothing is changed.",
        error_messages={
            "required": "Choose the file that the provider sent back",
            "empty": "The file is empty",
        },
    )


class TypedAnswersForm(NhsukForm):
    """A decision, an amount and a reason for each challenge that is still with the provider."""

    submit_text = "Settle what is answered"

    def __init__(self, *args: Any, challenges: Iterable[Challenge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.challenges = list(challenges)
        for row in self.challenges:
            self.fields[f"decision_{row.pk}"] = forms.ChoiceField(
                label="Decision",
                required=False,
                choices=[
                    ("", "No answer yet"),
                    (Status.ACCEPTED, "Accepted"),
                    (Status.PARTLY_ACCEPTED, "Partly accepted"),
                    (Status.REJECTED, "Rejected"),
                ],
            )
            self.fields[f"amount_{row.pk}"] = forms.CharField(
                label="Pounds, if partly", required=False, max_length=20
            )
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label="Provider’s reason", required=False, max_length=LONGEST_WORDS
            )

    def clean(self) -> dict[str, Any]:
        """Each answer by the rules that hold for a file; at least one."""
        data = super().clean() or {}
        self.answers: list[ReplyAnswer] = []
        for row in self.challenges:
            typed = [str(data.get(f"{name}_{row.pk}") or "").strip() for name in FIELDS]
            found = answer_of(row.pk, typed[0], typed[1], typed[2], row.amount_at_stake)
            if isinstance(found, dict):
                self._tell(row.pk, found)
            elif found is not None:
                self.answers.append(found)
        if not self.errors and not self.answers:
            raise forms.ValidationError("Answer about at least one challenge")
        return data

    def _tell(self, pk: int, wrong: dict[str, str]) -> None:
        for name, column in FIELDS.items():
            if column in wrong and f"{name}_{pk}" not in self.errors:
                self.add_error(f"{name}_{pk}", f"Challenge {pk}: {wrong[column]}")

    def rows(self) -> list[tuple[Challenge, list[BoundField]]]:
        """Each challenge with its three fields."""
        return [(row, [self[f"{name}_{row.pk}"] for name in FIELDS]) for row in self.challenges]
