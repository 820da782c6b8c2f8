"""No address and no query string breaks a page: whatever is typed, the answer is one of ours, never a 500."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from daccom.calendar import Month
from tests.cast import Cast
from tests.sweeps.access import Route
from tests.sweeps.breaking import NUL, broken
from tests.sweeps.test_access import ROUTES

NUMBERS = (0, 2**31, 2**63, 10**40)
MONTHS = ("0000-01", "0001-01", "1066-10", "2009-13", "2199-12", "9999-12")
SLUGS = ("no-such-place", "0", "x" * 3000, "Robert%00", "%F0%9F%92%A9", "%FF%FE")
TYPED = ("", "-1", "9" * 40, NUL, "\U0001f4a9")
ASKED = ("page", "sort", "q", "show", "practice", "category", "month", "year", "group")
QUERIES = [urlencode({name: value}) for name in ASKED for value in TYPED] + [
    urlencode({"month": month}) for month in MONTHS
]
STAND_IN, STAND_IN_MONTH, STAND_IN_NUMBER = "stand-in", Month(dt.date(2033, 11, 1)), 987654321
METHODS = ("head", "options", "put", "patch", "delete", "trace", "post")


def addresses(route: Route, name: str, cast: Cast) -> Iterator[str]:
    """The route's address with each of its arguments replaced in turn by every bad value."""
    kwargs = route.kwargs(cast)
    for argument, value in kwargs.items():
        mark, text, bad = stand_in(value)
        pattern = reverse(name, kwargs={**kwargs, argument: mark})
        yield from (pattern.replace(text, str(worse)) for worse in bad)


def stand_in(value: object) -> tuple[object, str, tuple[object, ...]]:
    """What stands for an argument in an address, how it is written, and what replaces it."""
    if isinstance(value, int):
        return STAND_IN_NUMBER, str(STAND_IN_NUMBER), NUMBERS
    if isinstance(value, Month):
        return STAND_IN_MONTH, STAND_IN_MONTH.slug, MONTHS
    return STAND_IN, STAND_IN, SLUGS


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_argument_breaks_a_page(name, cast):
    route = ROUTES[name]
    found = list(addresses(route, name, cast))
    client, data = cast.client(min(route.allowed)), route.post(cast)
    wrong = [words for address in found for words in broken(client, "get", address)]
    assert wrong + [words for address in found for words in broken(client, "post", address, data)] == []


@pytest.mark.parametrize("name", [name for name, route in sorted(ROUTES.items()) if route.method == "get"])
def test_no_query_string_breaks_a_page(name, cast):
    route = ROUTES[name]
    address = reverse(name, kwargs=route.kwargs(cast))
    client = cast.client(min(route.allowed))
    assert [words for query in QUERIES for words in broken(client, "get", f"{address}?{query}")] == []


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_method_breaks_a_page_and_no_post_goes_without_its_token(name, cast):
    route = ROUTES[name]
    address = reverse(name, kwargs=route.kwargs(cast))
    client = cast.client(min(route.allowed))
    assert [words for method in METHODS for words in broken(client, method, address)] == []
    strict = cast.client(min(route.allowed), enforce_csrf_checks=True)
    assert strict.post(address, route.post(cast)).status_code in (403, 405)
