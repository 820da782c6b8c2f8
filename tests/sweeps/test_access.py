"""Refusal by default: every named route against every person, in their own and other organisations."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.sweeps.access import EVERYBODY, Route, SignedIn
from tests.sweeps.routes_shared import PUBLIC
from tests.sweeps.walk import listed_routes, named_routes

ROUTES = listed_routes()


def test_every_route_is_listed():
    assert set(ROUTES) | set(PUBLIC) == named_routes()


def test_everybody_in_the_lists_is_in_the_cast(cast):
    named = set().union(*(route.allowed for route in ROUTES.values()))
    assert named <= EVERYBODY == set(cast.people)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_only_the_allowed_get_in(name, cast, client):
    route = ROUTES[name]
    address = reverse(name, kwargs=route.kwargs(cast)) + route.query
    got_in = {person for person in sorted(EVERYBODY) if lets_in(visit(person, route, address, cast))}
    assert got_in == route.allowed
    assert "/accounts/sign-in/" in send(client, route, address, cast).headers.get("Location", "")


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_pages_open_for_anybody(name, client, db):
    assert client.get(reverse(name, kwargs=PUBLIC[name])).status_code in (200, 302)


def visit(person: str, route: Route, address: str, cast: SignedIn) -> HttpResponse:
    """One request whose writes are undone, so that nobody meets the traces of another."""
    client = cast.client(person)
    with transaction.atomic():
        response = send(client, route, address, cast)
        transaction.set_rollback(True)
    return response


def send(client: Client, route: Route, address: str, cast: Cast) -> HttpResponse:
    return client.get(address) if route.method == "get" else client.post(address, route.post(cast))


def lets_in(response: HttpResponse) -> bool:
    """200, a redirect further in, or an answer about what was typed; 403, 404 and sign-in are refusals."""
    if response.status_code in (403, 404):
        return False
    assert response.status_code in (200, 302, 409, 422), f"{response.status_code}"
    return "/accounts/sign-in/" not in response.headers.get("Location", "")
