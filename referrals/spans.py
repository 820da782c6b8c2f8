"""Over which months a page counts: the month, three months up to it, or the year to date. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from daccom.calendar import Month

MONTH, QUARTER, YEAR = "month", "quarter", "year"
CHOICES = {MONTH: "The month", QUARTER: "Three months", YEAR: "The year to date"}
MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class Span:
    """The months up to `month` that `kind` names; the three months roll over the year’s end."""

    kind: str
    month: Month

    @property
    def first(self) -> Month:
        if self.kind == YEAR:
            return self.month.year.months[0]
        first = self.month
        for _ in range(MONTHS_OF_A_QUARTER - 1 if self.kind == QUARTER else 0):
            first = first.previous()
        return first

    @property
    def months(self) -> list[Month]:
        months = [self.first]
        while months[-1] < self.month:
            months.append(months[-1].next())
        return months

    @property
    def words(self) -> str:
        """“January 2009”, “November 2008 to January 2009”."""
        return str(self.month) if self.first == self.month else f"{self.first} to {self.month}"

    @property
    def a_year_before(self) -> list[Month]:
        """The same months of the year before."""
        return [Month(month.first.replace(year=month.first.year - 1)) for month in self.months]


def span_of(kind: str | None, month: Month, otherwise: str = MONTH) -> Span:
    """The span that an address names; `otherwise` for one that it does not know."""
    return Span(kind if kind in CHOICES else otherwise, month)
