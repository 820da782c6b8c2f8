"""The main navigation: each app registers its items, the layout shows those a person may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NavItem:
    """A link in the header: `shows_to(user)` says whether that person gets it."""

    label: str
    route: str
    shows_to: Callable[[Any], bool]
    order: int = 50


_items: list[NavItem] = []


def register(item: NavItem) -> None:
    _items.append(item)


def items_for(user: Any) -> list[NavItem]:
    """The items that `user` (signed in) may open, in order."""
    return sorted((item for item in _items if item.shows_to(user)), key=lambda item: item.order)
