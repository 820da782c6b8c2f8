"""The base of every form people see."""

from typing import Any, ClassVar

from django import forms

from daccom.forms.helper import FormHelper

BARE_REQUIRED = forms.Field.default_error_messages["required"]
PICKED = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField)


def _missing(field: forms.Field, label: str) -> str:
    """What to say when nothing was given: “Enter practice name”, “Select contract”, “Answer “Was it?””."""
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” if you agree"
    verb = "Select" if isinstance(field, PICKED) else "Enter"
    return f"{verb} {label if label[1:2].isupper() else label[:1].lower() + label[1:]}"


class NhsukMixin:
    """Says what is missing in words, and offers `helper` to `{% crispy form %}`.

    `presentation` gives macro parameters by field, such as {"cost": {"width": 5, "prefix": "£"}};
    `submit_text` is what the button says.
    """

    submit_text = "Save and continue"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == BARE_REQUIRED:
                label = str(field.label or name.replace("_", " "))
                field.error_messages["required"] = _missing(field, label)

    @property
    def helper(self) -> FormHelper:
        """The helper crispy looks for; override it to add buttons or a layout."""
        return FormHelper(self, submit=self.submit_text)


class NhsukForm(NhsukMixin, forms.Form):
    """A plain form in the NHS.UK look."""

    use_required_attribute = False


class NhsukModelForm(NhsukMixin, forms.ModelForm):
    """A form over one row in the NHS.UK look; it validates, services save."""

    use_required_attribute = False
