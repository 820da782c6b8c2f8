"""What waits for a person: each app registers a provider, the home page gathers them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Provider = Callable[[Any, dt.date], "Iterable[WorkItem]"]
_providers: list[Provider] = []


@dataclass(frozen=True)
class WorkItem:
    """One thing to do: `url` leads to where it is done; `due` None means there is no date."""

    title: str
    url: str
    due: dt.date | None = None
    detail: str = ""
    kind: str = ""

    def is_late(self, today: dt.date) -> bool:
        return self.due is not None and self.due < today


def register(provider: Provider) -> Provider:
    """Add `provider(user, today)`, whose items the home page shows."""
    _providers.append(provider)
    return provider


def items_for(user: Any, today: dt.date) -> list[WorkItem]:
    """Everything that waits for `user`, the most urgent first; undated items last."""
    items = [item for provider in _providers for item in provider(user, today)]
    return sorted(items, key=lambda item: (item.due is None, item.due or today, item.title))
