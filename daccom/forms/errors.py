"""What is wrong with the forms of a page, as lines that lead to the fields."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.forms import BaseForm, BaseFormSet, BoundField

from daccom.forms.inputs import DateInput

Checked: TypeAlias = "BaseForm | BaseFormSet[Any]"


def link_id(field: BoundField) -> str:
    """The id an error link leads to: the input, the first of a group, the day of a date."""
    widget = field.field.widget
    return widget.id_for_label(field.auto_id) if isinstance(widget, DateInput) else field.auto_id


def _of_form(form: BaseForm) -> list[dict[str, str]]:
    lines = [{"text": str(error)} for error in form.non_field_errors()]
    for field in form:
        link = {} if field.is_hidden else {"href": f"#{link_id(field)}"}
        if field.errors:
            lines.append({"text": str(field.errors[0]), **link})
    return lines


def error_list(forms: Iterable[Checked]) -> list[dict[str, str]]:
    """One line per field in error, in the order of the page, with `href` to the field."""
    lines: list[dict[str, str]] = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            lines += [{"text": str(error)} for error in form.non_form_errors()]
            lines += error_list(form.forms)
        else:
            lines += _of_form(form)
    return lines
