"""{% nhsuk "tag" text=… %} and its relatives: NHS.UK components in Django templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString

from daccom.forms.errors import Checked, error_list
from daccom.forms.fields import field_html
from daccom.nhsuk import component

register = template.Library()

BLOCK_GOES_TO = {"card": "description_html"}
"""The parameter that takes a block, where it is not `html`."""


@register.simple_tag
def nhsuk(name: str, /, **params: Any) -> SafeString:
    """{% nhsuk "tag" text="Late" colour="red" %}: any component; see daccom.nhsuk.component."""
    return component(name, **params)


@register.simple_block_tag
def nhsukblock(content: str, name: str, /, **params: Any) -> SafeString:
    """{% nhsukblock "inset-text" %}…{% endnhsukblock %}: what is between becomes the component's html."""
    return component(name, **{BLOCK_GOES_TO.get(name, "html"): content}, **params)


@register.simple_tag
def nhsuk_field(field: BoundField, **params: Any) -> SafeString:
    """A form field with label, hint and error, as NHS.UK draws its kind."""
    return field_html(field, **params)


def _forms_of(context: Context) -> Iterable[Checked]:
    form = context.get("form")
    return [*([form] if hasattr(form, "errors") else []), *(context.get("forms") or [])]


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """“Error: ” when a form of the page (`form`, or any in `forms`) has errors."""
    return "Error: " if error_list(_forms_of(context)) else ""


@register.simple_tag(takes_context=True)
def error_summary(context: Context) -> SafeString | str:
    """What is wrong with `form` and `forms`, each line a link to its field; nothing without errors."""
    errors = error_list(_forms_of(context))
    return component("error-summary", heading="There is a problem", error_list=errors) if errors else ""
