"""A bound form field as an NHS.UK component: which macro draws it, and with what."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import Input
from django.utils.safestring import SafeString

from daccom.forms.inputs import PARTS, DateInput, MoneyField, WholeNumberField, split_date
from daccom.nhsuk import component

Params = dict[str, Any]
NOT_FOR_INPUTS = {"placeholder", "autofocus", "required", "cols", "rows", "id", "type"}
TEXT_SIZE = "s"


def error_of(field: BoundField) -> str:
    """The field's first error, or an empty string."""
    return str(field.errors[0]) if field.errors else ""


def _common(field: BoundField) -> Params:
    """What every kind of input takes: name, id, hint and error."""
    error = error_of(field)
    params: Params = {"name": field.html_name, "id": field.auto_id}
    if field.help_text:
        hint = str(field.help_text)  # a lazy text shows only now whether it is safe
        params["hint"] = {"html" if isinstance(hint, SafeString) else "text": hint}
    if error:
        params["errorMessage"] = {"text": error}
    if field.field.disabled:
        params["disabled"] = True
    return params


def _attributes(field: BoundField) -> Params:
    """The widget's own attributes, less those the macros or NHS.UK do without."""
    built = field.build_widget_attrs({**field.field.widget.attrs}, field.field.widget)
    described = {"aria-describedby", "aria-invalid"}
    return {
        name: value
        for name, value in built.items()
        if name not in NOT_FOR_INPUTS | described and value is not False
    }


def _single(field: BoundField) -> Params:
    attributes = _attributes(field)
    given = {name: attributes.pop(name) for name in ("autocomplete", "inputmode") if name in attributes}
    value = field.value()
    if isinstance(field.field.widget, forms.TextInput) and value is not None:
        value = field.field.widget.format_value(value)
    return {
        **_common(field),
        **given,
        "label": {"text": field.label, "size": TEXT_SIZE},
        "value": "" if value is None else str(value),
        "attributes": attributes,
    }


def _text(field: BoundField) -> tuple[str, Params]:
    params = {**_single(field), "type": getattr(field.field.widget, "input_type", "text")}
    if isinstance(field.field, MoneyField):
        params |= {"prefix": "£", "inputmode": "decimal", "width": 10, "spellcheck": False}
    if isinstance(field.field, WholeNumberField):
        params |= {"inputmode": "numeric", "width": 5, "spellcheck": False}
    return "input", params


def _password(field: BoundField) -> tuple[str, Params]:
    return "password-input", {**_single(field), "value": ""}


def _textarea(field: BoundField) -> tuple[str, Params]:
    return "textarea", {**_single(field), "rows": field.field.widget.attrs.get("rows", 5)}


def _file(field: BoundField) -> tuple[str, Params]:
    params = _single(field)
    del params["value"]
    return "file-upload", params


def _options(field: BoundField) -> list[Params]:
    """The choices as items; groups are flattened, each option told by its group's name."""
    widget = field.field.widget
    chosen = widget.format_value(field.value())
    items = []
    for group, options, _ in widget.optgroups(field.html_name, chosen, {}):
        for option in options:
            text = f"{group}: {option['label']}" if group else option["label"]
            items.append({"value": str(option["value"]), "text": text, "selected": bool(option["selected"])})
    return items


def _select(field: BoundField) -> tuple[str, Params]:
    params = _single(field)
    del params["value"]
    return "select", {**params, "items": _options(field)}


def _group(field: BoundField) -> Params:
    """What radios, checkboxes and dates take: a legend in place of a label."""
    params = _common(field)
    return {**params, "fieldset": {"legend": {"text": field.label, "size": TEXT_SIZE}}}


def _ticks(field: BoundField) -> Params:
    params = _group(field)
    items = [{**item, "checked": item["selected"]} for item in _options(field) if item["value"]]
    return {**params, "id": None, "idPrefix": field.auto_id, "items": items}


def _radios(field: BoundField) -> tuple[str, Params]:
    return "radios", _ticks(field)


def _checkboxes(field: BoundField) -> tuple[str, Params]:
    return "checkboxes", _ticks(field)


def _tick(field: BoundField) -> tuple[str, Params]:
    """One checkbox alone: its label beside it, its hint below."""
    params = _common(field)
    item = {"value": "on", "text": field.label, "checked": bool(field.value()), "id": field.auto_id}
    if hint := params.pop("hint", None):
        item["hint"] = hint
    return "checkboxes", {**params, "id": None, "idPrefix": field.auto_id, "items": [item]}


def _date(field: BoundField) -> tuple[str, Params]:
    typed = split_date(field.value())
    items = [
        {
            "name": f"{field.html_name}_{part}",
            "id": f"{field.auto_id}_{part}",
            "label": part.capitalize(),
            "value": typed[part],
            "width": 4 if part == "year" else 2,
        }
        for part in PARTS
    ]
    return "date-input", {**_group(field), "items": items}


KINDS: list[tuple[type[forms.Widget], Callable[[BoundField], tuple[str, Params]]]] = [
    (DateInput, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _tick),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (Input, _text),
]
"""The first kind whose widget class fits draws the field."""


def field_html(field: BoundField, **overrides: Any) -> SafeString:
    """Draw a bound field; the form's `presentation` and `overrides` add to the macro's parameters.

    `label_size` (s, m, l, xl) and `page_heading=True` (the label is the page's h1) work for every kind.
    Raises TypeError for a widget that has no NHS.UK counterpart.
    """
    if field.is_hidden:
        return SafeString(field)
    draw = next((draw for widget, draw in KINDS if isinstance(field.field.widget, widget)), None)
    if draw is None:
        raise TypeError(f"no NHS.UK component draws a {type(field.field.widget).__name__} ({field.name})")
    name, params = draw(field)
    asked = {**getattr(field.form, "presentation", {}).get(field.name, {}), **overrides}
    caption = params["label"] if "label" in params else params.get("fieldset", {}).get("legend", {})
    if "label_size" in asked:
        caption["size"] = asked.pop("label_size")
    if asked.pop("page_heading", False):
        caption["isPageHeading"] = True
    return component(name, **{**params, **asked})
