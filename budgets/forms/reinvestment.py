"""A proposal to spend freed-up money, the decision about it, and what it cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse

from budgets.forms.spend import MOST
from budgets.models import ReinvestmentProposal
from daccom.forms import FormHelper, MoneyField, NhsukForm

PENNY = Decimal("0.01")
LIMITS = {
    "min_value": "Enter an amount over nought",
    "max_value": "Enter an amount of less than £100 million",
}


class ProposalForm(NhsukForm):
    """What, for whom and how much; `bodies` are whose share the person may propose to spend."""

    submit_text = "Save the draft"
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=99_999)
    body = forms.ChoiceField(label="Whose share", widget=forms.RadioSelect)
    title = forms.CharField(max_length=120, help_text="What the money is for, in a few words.")
    benefit = forms.CharField(
        label="What patients get from it", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    amount = MoneyField(max_digits=10, min_value=PENNY, max_value=MOST, error_messages=LIMITS)

    def __init__(
        self,
        *args: Any,
        bodies: list[tuple[str, str]],
        proposal: ReinvestmentProposal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=_initial(proposal), **kwargs)
        if proposal is not None:
            del self.fields["body"]
        else:
            self.fields["body"].choices = bodies  # type: ignore[attr-defined]
            self.fields["body"].initial = bodies[0][0] if len(bodies) == 1 else None


def _initial(proposal: ReinvestmentProposal | None) -> dict[str, Any]:
    if proposal is None:
        return {"seen": 0}
    names = ("title", "benefit", "amount")
    return {"seen": proposal.edition, **{name: getattr(proposal, name) for name in names}}


class StepForm(NhsukForm):
    """A form of the proposal's page that posts to a route of its own."""

    route = ""

    def __init__(self, *args: Any, pk: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = reverse(self.route, args=[pk])

    @property
    def helper(self) -> FormHelper:
        return FormHelper(self, submit=self.submit_text, action=self.action)


class SendForm(StepForm):
    """The edition that the person has read."""

    submit_text = "Ask for a decision"
    route = "budgets:proposal-send"
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=99_999)


class DecideForm(StepForm):
    """Approve or decline; declining says why."""

    submit_text = "Record the decision"
    route = "budgets:proposal-decide"
    decision = forms.ChoiceField(
        choices=[("approve", "Approve"), ("decline", "Decline")], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="Words on the decision",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed when you decline. The drafter and the whole group read them.",
    )

    def clean(self) -> dict[str, Any]:
        """A reason for declining."""
        data = super().clean() or {}
        if data.get("decision") == "decline" and "words" in data and not data["words"]:
            self.add_error("words", "Enter why you decline")
        return data

    @property
    def approves(self) -> bool:
        return bool(self.cleaned_data["decision"] == "approve")


class SpentForm(StepForm):
    """What it cost."""

    submit_text = "Record what was spent"
    route = "budgets:proposal-spend"
    amount = MoneyField(
        label="What was spent",
        max_digits=10,
        min_value=Decimal(0),
        max_value=MOST,
        error_messages={**LIMITS, "min_value": "Enter 0 or more"},
    )
