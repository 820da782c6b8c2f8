"""Every named route of the project, and every entry about them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.sweeps.access import Route


def named_routes() -> set[str]:
    """The full names ("referrals:return-detail") of all routes; without a name, the pattern counts."""
    return set(_walk(get_resolver().url_patterns, ""))


def listed_routes() -> dict[str, Route]:
    """What the routes_<area>.py files say, all together; a route listed twice is an error."""
    found: dict[str, Route] = {}
    for path in sorted(Path(__file__).parent.glob("routes_*.py")):
        routes = importlib.import_module(f"tests.sweeps.{path.stem}").ROUTES
        twice = found.keys() & routes.keys()
        assert not twice, f"listed twice: {twice}"
        found |= routes
    return found


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}"
