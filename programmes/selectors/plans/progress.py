"""How far a plan is: what is still to be written, who signed, who is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from programmes.models import PlanSection, PlanSignature, PlanVersion


@dataclass(frozen=True)
class Line:
    """One of the three places for a signature; `name` is empty while nobody has signed."""

    order: int
    role: str
    name: str
    signed_at: dt.datetime | None


@dataclass(frozen=True)
class SigningState:
    """The three lines of a version and the place whose turn it is (None: all signed, or nothing to sign)."""

    lines: tuple[Line, ...]
    signers: frozenset[int]

    @property
    def next_order(self) -> int | None:
        return next((line.order for line in self.lines if not line.name), None)

    @property
    def signed(self) -> int:
        return sum(bool(line.name) for line in self.lines)


def signing_state(version: PlanVersion | None) -> SigningState:
    """Who has signed this version; three empty lines when there is none."""
    found = {row.order: row for row in version.signatures.all()} if version else {}
    lines = tuple(_line(order, found.get(order.value)) for order in PlanSignature.Order)
    return SigningState(lines, frozenset(row.signed_by_id for row in found.values()))


def _line(order: PlanSignature.Order, signature: PlanSignature | None) -> Line:
    return Line(
        order=order.value,
        role=str(order.label),
        name=signature.typed_name if signature else "",
        signed_at=signature.signed_at if signature else None,
    )


def to_complete(sections: Iterable[PlanSection]) -> list[PlanSection]:
    """The sections that hold neither text nor figures."""
    return [section for section in sections if not section.is_complete]
