"""Looking for a practice."""

from typing import Any, ClassVar

from django import forms

from daccom.forms import NhsukForm


class PracticeSearchForm(NhsukForm):
    """Words of a practice's code, name, town or postcode."""

    presentation: ClassVar[dict[str, dict[str, Any]]] = {"q": {"width": 20}}

    q = forms.CharField(label="ODS code, name, town or postcode", required=False, max_length=100)
