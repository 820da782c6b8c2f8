"""Every page holds its contract, whoever looks at it; titles are unique."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.sweeps.html import faults, parse
from tests.sweeps.routes_shared import PUBLIC
from tests.sweeps.test_access import ROUTES

PAGES = sorted(name for name, route in ROUTES.items() if route.method == "get")


def page_of(name, cast):
    """The route's response to the first person who may open it, redirects followed."""
    route = ROUTES[name]
    client = Client()
    client.force_login(cast[min(route.allowed)])
    return client.get(reverse(name, kwargs=route.kwargs(cast)) + route.query, follow=True)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_holds_its_contract(name, cast):
    response = page_of(name, cast)
    if response.headers["Content-Type"].startswith("text/html"):
        assert faults(response.content.decode()) == []


@pytest.mark.parametrize("name", sorted(set(PUBLIC) - {"healthz", "readyz"}))
def test_public_pages_hold_it_too(name, client, db):
    assert faults(client.get(reverse(name, kwargs=PUBLIC[name]), follow=True).content.decode()) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_response_carries_the_headers(name, cast):
    headers = page_of(name, cast).headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]


def test_titles_are_unique(cast):
    titles = {}
    for name in PAGES:
        with transaction.atomic():  # what one route needs must not meet what the next one makes
            response = page_of(name, cast)
            transaction.set_rollback(True)
        if response.headers["Content-Type"].startswith("text/html") and not response.redirect_chain:
            title = parse(response.content.decode()).findtext("head/title")
            assert titles.setdefault(title, name) == name, f"{name} and {titles[title]} are both {title!r}"
