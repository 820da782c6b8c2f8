"""What every automatic check has in common, and the frames it looks at.

polars is imported when a check runs, so that the pages which only describe a check stay light.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, ClassVar, Literal

from daccom.calendar import FinancialYear

if TYPE_CHECKING:
    import polars as pl

Values = Mapping[str, int]
"""A check's parameters by name: whole days, or pence."""


@dataclass(frozen=True)
class Parameter:
    """Something a group may set: whole days, or pounds (kept as pence). Bounds are included."""

    name: str
    label: str
    meaning: str
    unit: Literal["days", "pounds"]
    default: int
    lowest: int
    highest: int

    def read(self, stored: object) -> int:
        """The value as days or pence from what a setting keeps ("5", 5, "12.50"); else the default."""
        try:
            number = Decimal(str(stored)) * (100 if self.unit == "pounds" else 1)
        except InvalidOperation:
            return self.default
        fits = number.is_finite() and number == int(number) and self.lowest <= number <= self.highest
        return int(number) if fits else self.default

    def write(self, value: int) -> str:
        """What a setting keeps: "5" days or "12.50" pounds."""
        return str(Decimal(value).scaleb(-2)) if self.unit == "pounds" else str(value)


@dataclass(frozen=True)
class Provided:
    """One load and what its rows are compared with. Dates are dates, money is whole pence.

    `rows` and `around` share their columns (see referrals.selectors.check_rows): `around` holds admissions
    of the same patients in the provider's other current months. `tariff`: hrg, pod, price, trim_point,
    bed_day_price of the financial year. `spells`: practice_id, joined_on, left_on in the PCT's groups;
    `closed`: practice_id, closed_on. `earlier`: episode_id, charged, received_on of the versions before, the
    oldest first.
    """

    rows: pl.DataFrame
    around: pl.DataFrame
    tariff: pl.DataFrame
    spells: pl.DataFrame
    closed: pl.DataFrame
    earlier: pl.DataFrame
    received_on: dt.date
    final_on: dt.date


class Check(ABC):
    """One rule: what it looks for in words, the financial years it holds for, and how it finds it.

    `version` changes whenever the same row could get another verdict. `compares_stays`: it looks at stays in
    other months too, so that a new load may change what it says of their rows.
    """

    code: ClassVar[str]
    words: ClassVar[str]
    version: ClassVar[str] = "1"
    first_year: ClassVar[int] = 2004
    last_year: ClassVar[int | None] = None
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    compares_stays: ClassVar[bool] = False

    def holds_in(self, year: int) -> bool:
        """Whether it is on unless a group says otherwise, in the financial year that starts in `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def years_in_words(self) -> str:
        """The financial years it holds for: "From 2011/12"."""
        first = f"From {FinancialYear(self.first_year)}"
        return first if self.last_year is None else f"{first} to {FinancialYear(self.last_year)}"

    def values(self, stored: Mapping[str, object]) -> dict[str, int]:
        """Every parameter's value: as stored when it is possible, else by default."""
        return {one.name: one.read(stored.get(one.name, "")) for one in self.parameters}

    @abstractmethod
    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        """The rows that do not pass: id, amount (pence, negative for an undercharge), words, counterpart."""


@dataclass(frozen=True)
class Asked:
    """A rule to run with these values, for the practices in `only`, or for all but those in `but`."""

    rule: Check
    values: Values
    practices: frozenset[int]
    all_but: bool
