"""Figures as plain JSON and back, by their types alone: what goes in comes out equal.

Decimals are texts (“1131000.00”), days are “2009-01-16”, months are “2009-01”. Canonical JSON has its keys in
order and no spaces, so that equal figures have equal digests on any database.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from daccom.calendar import Month

Figures = TypeVar("Figures")
Decode = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """Dataclasses, lists and plain values as what JSON knows."""
    if isinstance(value, Month):
        return value.slug
    if is_dataclass(value):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list):
        return [encode(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def decode(kind: type[Figures], plain: Any) -> Figures:
    """The figures of `kind` that encode() made `plain` of. Raises KeyError or ValueError for another form."""
    decoded: Figures = _decoder(cast(Hashable, kind))(plain)
    return decoded


def canonical(plain: Any) -> str:
    """The one text of what encode() gave."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(plain: Any) -> str:
    """The SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


@cache
def _decoder(kind: Hashable) -> Decode:
    """What turns plain JSON into `kind`: made once for each type."""
    if get_origin(kind) is list:
        each = _decoder(get_args(kind)[0])
        return lambda plain: [each(one) for one in plain]
    if get_origin(kind) is UnionType:
        return _of_union(get_args(kind))
    if is_dataclass(kind) and kind is not Month:
        return _of_dataclass(kind)
    return _PLAIN.get(kind, lambda plain: plain)


_PLAIN: Mapping[Any, Decode] = {
    Month: Month.parse,
    Decimal: Decimal,
    dt.date: dt.date.fromisoformat,
    float: float,
}


def _of_dataclass(kind: Any) -> Decode:
    hints = get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    return lambda plain: kind(**{name: made(plain[name]) for name, made in decoders.items()})


def _of_union(kinds: tuple[Any, ...]) -> Decode:
    """None stays None; of a whole number or pounds, a text is pounds."""
    others = [kind for kind in kinds if kind is not NoneType]
    if others == [int, Decimal]:
        return lambda plain: Decimal(plain) if isinstance(plain, str) else plain
    (kind,) = others
    inner = _decoder(kind)
    return lambda plain: None if plain is None else inner(plain)
