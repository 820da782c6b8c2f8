"""Evidence for a milestone, and the decision about it."""

from typing import Any

from django import forms
from django.urls import reverse

from daccom.forms import FormHelper, NhsukForm

LONGEST = 4000


class StepForm(NhsukForm):
    """What both take: how many steps the person saw, so that a stale page is noticed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=9999)
    route = ""

    def __init__(self, *args: Any, milestone_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = reverse(self.route, args=[milestone_id])

    @property
    def helper(self) -> FormHelper:
        """Posts to the route of the step, wherever the form is shown."""
        return FormHelper(self, submit=self.submit_text, action=self.action)


class EvidenceForm(StepForm):
    """The project's evidence."""

    submit_text = "Submit evidence"
    route = "programmes:milestone-submit"
    heading = "Hand in evidence"
    evidence = forms.CharField(
        widget=forms.Textarea,
        max_length=LONGEST,
        help_text="What shows that this milestone is reached, and where it can be read.",
    )


class DecisionForm(StepForm):
    """The Executive's decision with its reason."""

    submit_text = "Record decision"
    route = "programmes:milestone-decide"
    heading = "Decide"
    decision = forms.ChoiceField(
        choices=[("approve", "Approve"), ("not_approve", "Do not approve")], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text="Why. The project and every practice of the group can read it.",
    )
    meeting = forms.CharField(
        required=False, max_length=120, help_text="The meeting that took it, if there was one. Optional."
    )

    @property
    def approves(self) -> bool:
        return bool(self.cleaned_data["decision"] == "approve")
