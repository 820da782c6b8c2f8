"""States change by a conditional UPDATE, so that two clicks or two workers cannot both win."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Transition:
    """One named step: from any of `sources` to `target`."""

    name: str
    sources: frozenset[str]
    target: str


def transition(name: str, sources: Iterable[str], target: str) -> Transition:
    """A Transition from plain values (TextChoices members are texts)."""
    return Transition(name, frozenset(map(str, sources)), str(target))


def move(rows: models.QuerySet[Any], step: Transition, **fields: Any) -> bool:
    """Move the one row of `rows` along `step` and set `fields`; False when it was not in a source state.

    `rows` may carry further conditions (a version number), which become part of the lock.
    """
    return rows.filter(status__in=step.sources).update(status=step.target, **fields) == 1
