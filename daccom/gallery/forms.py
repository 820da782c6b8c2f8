"""A form with every kind of field, and an attempt at it that is wrong throughout."""

from typing import Any, ClassVar

from django import forms

from daccom.forms import DateField, EmailField, MoneyField, NhsukForm, WholeNumberField

CONTRACTS = [("gms", "GMS"), ("pms", "PMS")]
ANSWERS = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]

WRONG = {"email": "nobody", "patients": "many", "cost": "12.345", "opened_day": "31", "opened_month": "2"}


class SampleForm(NhsukForm):
    """Every kind of field the pack draws."""

    submit_text = "Save practice"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {
        "practice": {"width": 20},
        "summary_received": {"inline": True},
    }

    practice = forms.CharField(label="Practice name", help_text="As patients know it")
    email = EmailField(label="Email address")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    patients = WholeNumberField(label="Registered patients", min_value=0)
    cost = MoneyField(label="Cost of the episode", min_value=0)
    opened = DateField(label="Opened on", help_text="For example, 27 3 2007")
    contract = forms.ChoiceField(label="Contract", choices=[("", "Choose one"), *CONTRACTS])
    summary_received = forms.ChoiceField(
        label="Was the discharge summary received?", choices=ANSWERS, widget=forms.RadioSelect
    )
    contracts = forms.MultipleChoiceField(
        label="Contracts held", choices=CONTRACTS, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.FileField(label="Evidence")
    certain = forms.BooleanField(label="I have seen exactly what is sent")
