"""Every total shown equals its rows: each app registers checks, `manage.py reconcile` runs them all.

A check reads a figure the way its page does, counts it once more from plain rows, and yields both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction


@dataclass(frozen=True)
class Figure:
    """One figure compared: `what` it is (never naming a patient), as `shown` and as `counted`."""

    what: str
    shown: Any
    counted: Any

    @property
    def agrees(self) -> bool:
        return bool(self.shown == self.counted)

    def __str__(self) -> str:
        return f"{self.what}: shown {self.shown}, counted {self.counted}"


class Discrepancy(Figure):
    """A figure that a check already knows to be wrong."""

    @property
    def agrees(self) -> bool:
        return False


Check = Callable[[], Iterable[Figure]]


class NothingRegistered(Exception):
    """A ledger without checks proves nothing."""


@dataclass(frozen=True)
class Result:
    """One check: how many figures it compared, and those that do not agree."""

    name: str
    compared: int
    discrepancies: list[Figure]


_checks: dict[str, Check] = {}


def register(name: str) -> Callable[[Check], Check]:
    """Add a check under `name`, the words that the command prints ("loads equal their rows")."""

    def add(check: Check) -> Check:
        if name in _checks:
            raise ValueError(f"A check “{name}” is registered already")
        _checks[name] = check
        return check

    return add


def names() -> list[str]:
    """The names of all checks, in order."""
    return sorted(_checks)


def run(name: str) -> Result:
    """One check over the whole database."""
    compared, wrong = 0, []
    for figure in _checks[name]():
        compared += 1
        if not figure.agrees:
            wrong.append(figure)
    return Result(name, compared, wrong)


def run_all() -> list[Result]:
    """Every check, over one state of the database, whatever is being written. Raises NothingRegistered."""
    if not _checks:
        raise NothingRegistered
    with transaction.atomic():
        _one_state()
        return [run(name) for name in names()]


def _one_state() -> None:
    """Later statements of this transaction see what the first one sees; SQLite has it so always."""
    if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
