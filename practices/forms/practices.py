"""Looking for a practice."""

from django import forms

from daccom.forms import NhsukForm


class PracticeSearchForm(NhsukForm):
    """Words of a practice's code, name, town or postcode."""

    q = forms.CharField(label="ODS code, name, town or postcode", required=False, max_length=100)
