"""How a route says who gets in. `routes_<area>.py` beside this file list the routes of an area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from tests.cast import Cast

EVERYBODY = frozenset(
    [
        "alice",
        "bob",
        "charlie",
        "erin",
        "chris",
        "dee",
        "max",
        "lee",
        "rita",
        "pat",
        "ira",
        "fin",
        "peg",
        "cal",
        "ada",
        "olive",
        "zoe",
        "nobody",
    ]
)
PRACTICE_STAFF = frozenset({"alice", "bob"})
DACORUM_PRACTICES = frozenset({"alice", "bob", "charlie"})
EXECUTIVE = frozenset({"erin", "chris", "dee", "max", "lee", "rita"})
PCT_STAFF = frozenset({"pat", "ira", "fin", "peg", "cal"})


@dataclass
class SignedIn(Cast):
    """The cast with the cookies of everybody's session."""

    cookies: dict[str, SimpleCookie] = field(default_factory=dict)

    def client(self, person: str, **options: bool) -> Client:
        """A new browser in which the person is signed in."""
        client = Client(**options)
        client.cookies = SimpleCookie({name: morsel.value for name, morsel in self.cookies[person].items()})
        return client


def nothing(cast: Cast) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    """Who may open or use one named route; everybody else must see a sign-in redirect, 403 or 404.

    `kwargs(cast)` makes the rows the address needs and returns its arguments. `post` is what a POST sends,
    for routes that only take POST (`method="post"`); an allowed POST may answer 2xx, 3xx, 409 or 422.
    """

    allowed: frozenset[str]
    kwargs: Callable[[Cast], dict[str, Any]] = nothing
    method: str = "get"
    post: Callable[[Cast], dict[str, Any]] = nothing
    query: str = ""
