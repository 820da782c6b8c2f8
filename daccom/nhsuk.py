"""One door to the NHS.UK components: a name and its parameters in, safe HTML out."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader

MACRO_FILE = re.compile(r"nhsuk/components/([a-z/-]+)/macro\.jinja")

environment = Environment(
    loader=PackageLoader("nhsuk_frontend_jinja"),
    undefined=ChainableUndefined,  # the macros ask for parameters nobody gave
    autoescape=True,
    auto_reload=False,
)

LEFT_OUT = (' role="text"', ' data-module="nhsuk-file-upload"')
"""No such role is in the standard; the drop zone gives its button a name that is not what it shows."""

NOTHING = mark_safe('<span aria-hidden="true">–</span><span class="nhsuk-u-visually-hidden">none</span>')
"""What stands where there is no value: a dash for eyes, a word for ears."""


class UnknownComponent(LookupError):
    """The NHS.UK library has no component of this name."""


OUTSIDE_LANDMARKS = {"back-link"}
"""Stands between header and main, where everything must lie in a landmark of its own."""


def camel(name: str) -> str:
    """A name as the macros write theirs: error_message and error-message become errorMessage."""
    return re.sub(r"[-_/]([a-z])", lambda found: found.group(1).upper(), name)


@cache
def component_names() -> frozenset[str]:
    """Every component the installed release offers, as `{% nhsuk %}` takes it."""
    found = (MACRO_FILE.fullmatch(name) for name in environment.list_templates())
    return frozenset(match.group(1) for match in found if match)


@cache
def _macro(name: str) -> Callable[[dict[str, Any]], str]:
    if name not in component_names():
        raise UnknownComponent(
            f"no NHS.UK component “{name}”; there are {', '.join(sorted(component_names()))}"
        )
    module = environment.get_template(f"nhsuk/components/{name}/macro.jinja").module
    macro: Callable[[dict[str, Any]], str] = getattr(module, camel(name))
    return macro


def _is_markup(key: str) -> bool:
    return key == "html" or key.endswith("Html")


def _prepared(value: Any, key: str = "") -> Any:
    """Camel-case the keys; let markup through under html keys only, and there only when it is marked safe."""
    if callable(value):
        value = value()
    if isinstance(value, Mapping):
        if key == "attributes":
            return {name: _prepared(item) for name, item in value.items()}
        named = ((camel(str(name)), item) for name, item in value.items())
        return {name: _prepared(item, name) for name, item in named}
    if isinstance(value, list | tuple):
        return [_prepared(item, key) for item in value]
    if _is_markup(key):
        return conditional_escape(value)
    return str.__str__(value) + "" if isinstance(value, SafeString) else value


def component(name: str, /, **params: Any) -> SafeString:
    """Render one NHS.UK component, parameters in snake or camel case, as its macro documents them.

    Text is always escaped. Keys named `html` or ending in `_html` carry markup: what is not
    marked safe is escaped there too. Raises UnknownComponent for a name the release does not have.
    """
    html = _macro(name)(_prepared(params))
    for attribute in LEFT_OUT:
        html = html.replace(attribute, "")
    return mark_safe(f'<nav aria-label="Back">{html}</nav>' if name in OUTSIDE_LANDMARKS else html)
