"""Forms in the NHS.UK look: one base class, the helper that draws it, and fields people can type into."""

from daccom.forms.base import NhsukForm, NhsukModelForm
from daccom.forms.helper import FormHelper, Submit
from daccom.forms.inputs import DateField, DateInput, EmailField, MoneyField, WholeNumberField

__all__ = [
    "DateField",
    "DateInput",
    "EmailField",
    "FormHelper",
    "MoneyField",
    "NhsukForm",
    "NhsukModelForm",
    "Submit",
    "WholeNumberField",
]
