"""No field of any form breaks a page: NUL bytes, huge and strange values become messages, never a 500."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from tests.sweeps.breaking import NUL, broken
from tests.sweeps.html import Node, parse
from tests.sweeps.routes_shared import PUBLIC
from tests.sweeps.test_access import ROUTES

PEOPLE = ("alice", "max", "erin", "lee", "chris", "fin", "ira", "ada")
"""Those who fill in something; between them they meet every form."""
WORSE = (
    f"a{NUL}b",
    "9" * 5000,
    "-1",
    str(2**63),
    "1e400",
    "NaN",
    "x" * 60_000,
    '{"a": [null]}',
)
TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Form:
    """Where a form of a page goes, what it sends when nobody touches it, and the names of its buttons."""

    address: str
    fields: dict[str, str]
    buttons: tuple[str, ...] = ()


def forms_of(html: str, address: str) -> Iterator[Form]:
    for form in parse(html).iter("form"):
        if (form.get("method") or "get").lower() == "post":
            named = [node for node in form.iter() if node.get("name") and node.get("name") != TOKEN]
            buttons = [node for node in named if node.tag == "button" or node.get("type") == "submit"]
            fields = {node.get("name"): value_of(node) for node in named if node not in buttons}
            names = tuple(node.get("name") for node in buttons)
            yield Form(form.get("action") or address, fields, names)


def value_of(node: Node) -> str:
    """What a browser would send, more or less: a box is ticked, an empty field gets a figure."""
    if node.tag == "textarea":
        return node.text or "1"
    if node.tag == "select":
        return next((option.get("value") for option in node.iter("option") if option.get("value")), "")
    return node.get("value") or "1"


def attempts(form: Form) -> Iterator[dict[str, str]]:
    """Nothing at all; then by each button the form as it is, and each field left out or replaced by WORSE."""
    yield {}
    for button in [{}, *({name: "1"} for name in form.buttons)]:
        plain = {**form.fields, **button}
        yield plain
        for name in form.fields:
            yield {field: value for field, value in plain.items() if field != name}
            yield from ({**plain, name: worse} for worse in WORSE)


def wrong_with(client: Client, forms: Iterable[Form]) -> list[str]:
    posts = [(form.address, data) for form in forms for data in attempts(form)]
    return [words for address, data in posts for words in broken(client, "post", address, data)]


def forms_on(client: Client, address: str) -> list[Form]:
    response = client.get(address)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return list(forms_of(response.content.decode(), address)) if is_page else []


@pytest.mark.parametrize("name", [name for name, route in sorted(ROUTES.items()) if route.method == "get"])
def test_no_field_breaks_a_page(name, cast):
    route = ROUTES[name]
    address = reverse(name, kwargs=route.kwargs(cast))
    for person in sorted(route.allowed.intersection(PEOPLE)):
        client = cast.client(person)
        assert wrong_with(client, forms_on(client, address)) == []


@pytest.mark.parametrize("name", [name for name, route in sorted(ROUTES.items()) if route.method == "post"])
def test_no_field_breaks_what_only_takes_a_post(name, cast):
    route = ROUTES[name]
    form = Form(reverse(name, kwargs=route.kwargs(cast)), {**route.post(cast)})
    assert wrong_with(cast.client(min(route.allowed)), [form]) == []


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_no_field_breaks_a_public_page(name, client, db):
    assert wrong_with(client, forms_on(client, reverse(name, kwargs=PUBLIC[name]))) == []
