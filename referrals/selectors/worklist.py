"""Which rows of the workbench a person wants to see, and in what order: read from an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from referrals.models import PointOfDelivery
from referrals.selectors.workbench import Row

SHOWN: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "all": ("All", lambda row: True),
    "to-answer": ("To answer", lambda row: not row.is_answered),
    "changed": ("Changed since answered", lambda row: row.is_changed),
    "finding": ("With a finding", lambda row: bool(row.findings)),
    "proposes": ("Proposes a challenge", lambda row: row.proposal is not None),
    "challenged": ("Challenged", lambda row: row.challenge is not None),
    "answered": ("Answered", lambda row: row.is_answered),
}
"""What can be shown: its words and its test."""
SORTED: dict[str, tuple[str, Callable[[Row], tuple[object, ...]] | None]] = {
    "worst": ("Worst first", None),
    "cost": ("Cost, highest first", lambda row: (-row.episode.total_cost, row.pk)),
    "admitted": ("Admission date", lambda row: (row.episode.admission_date, row.pk)),
    "provider": ("Provider", lambda row: (row.episode.provider.name, -row.episode.total_cost, row.pk)),
    "specialty": ("Specialty", lambda row: (row.episode.specialty.name, -row.episode.total_cost, row.pk)),
}
"""How rows can be sorted; None keeps the order they come in, worst first."""


@dataclass(frozen=True)
class Choice:
    """What was asked for. "" leaves a filter open; a value that nothing has shows nothing."""

    show: str = "all"
    pod: str = ""
    provider: str = ""
    specialty: str = ""
    sort: str = "worst"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Choice:
        """From an address; what it does not know it leaves out."""
        show, sort, pod = query.get("show", ""), query.get("sort", ""), query.get("pod", "")
        return cls(
            show=show if show in SHOWN else "all",
            pod=pod if pod in PointOfDelivery.values else "",
            provider=query.get("provider", "")[:6],
            specialty=query.get("specialty", "")[:3],
            sort=sort if sort in SORTED else "worst",
        )

    @property
    def query(self) -> str:
        """The same as a query string, without what is usual."""
        given = {name: value for name, value in vars(self).items() if value != getattr(Choice, name)}
        return urlencode(given)

    @property
    def narrows(self) -> bool:
        return any((self.pod, self.provider, self.specialty))

    def within(self, rows: Iterable[Row]) -> list[Row]:
        """The rows of the chosen point of delivery, provider and specialty, whatever their state."""
        wanted = {"pod": self.pod, "provider": self.provider, "specialty": self.specialty}
        return [
            row
            for row in rows
            if all(not value or KEYS[name](row)[0] == value for name, value in wanted.items())
        ]

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """All that was asked for, in the order asked for."""
        shown = [row for row in self.within(rows) if SHOWN[self.show][1](row)]
        order = SORTED[self.sort][1]
        return sorted(shown, key=order) if order else shown


KEYS: dict[str, Callable[[Row], tuple[str, str]]] = {
    "pod": lambda row: (row.episode.pod, row.episode.get_pod_display()),
    "provider": lambda row: (row.episode.provider.ods_code, row.episode.provider.name),
    "specialty": lambda row: (row.episode.specialty.code, row.episode.specialty.name),
}
"""The code and the name by which rows are narrowed down."""


def options(rows: Iterable[Row], name: str) -> list[tuple[str, str]]:
    """The codes and names that the rows have, by name."""
    return sorted({KEYS[name](row) for row in rows}, key=lambda pair: pair[1])


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many rows each of SHOWN would show."""
    rows = list(rows)
    return {name: sum(test(row) for row in rows) for name, (_, test) in SHOWN.items()}
