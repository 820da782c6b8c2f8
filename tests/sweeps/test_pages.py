"""Every page holds its contract, whoever looks at it; titles are unique."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.sweeps.html import faults, parse
from tests.sweeps.routes_shared import PUBLIC
from tests.sweeps.test_access import ROUTES

PAGES = sorted(name for name, route in ROUTES.items() if route.method == "get")


def page_of(name, cast):
    """The route's response to the first person who may open it, redirects followed."""
    route = ROUTES[name]
    client = cast.client(min(route.allowed))
    return client.get(reverse(name, kwargs=route.kwargs(cast)) + route.query, follow=True)


@pytest.fixture(scope="module")
def titles():
    """Each title that was met, and its route."""
    return {}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_holds_its_contract(name, cast, titles):
    response = page_of(name, cast)
    carries_the_headers(response.headers)
    if response.headers["Content-Type"].startswith("text/html"):
        html = response.content.decode()
        assert faults(html) == []
        if not response.redirect_chain:
            title = parse(html).findtext("head/title")
            assert titles.setdefault(title, name) == name, f"{name} and {titles[title]} are both {title!r}"


def carries_the_headers(headers):
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("name", sorted(set(PUBLIC) - {"healthz", "readyz"}))
def test_public_pages_hold_it_too(name, client, db):
    assert faults(client.get(reverse(name, kwargs=PUBLIC[name]), follow=True).content.decode()) == []
