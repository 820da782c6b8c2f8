"""A measure by practice, as a table: every rate with the list it is of."""

from __future__ import annotations

from daccom.formats import count_of, number
from referrals.activity_tables import (
    MISSING,
    NOT_KNOWN,
    NOT_SHOWN,
    WITHHELD,
    ActivityTable,
    Cell,
    Head,
    list_cell,
    number_heads,
    several_sources,
    text_heads,
)
from referrals.heatmap import STAND_IN
from referrals.measure_words import (
    beyond_adjusted,
    is_outside,
    is_spread,
    rate_words,
    unit_words,
    verdict_tag,
    verdict_words,
)
from referrals.measures import DEFINITIONS
from referrals.selectors.measured import MeasuredGroup, MeasuredPractice, Value
from referrals.spans import MONTH


def measure_table(found: MeasuredGroup, address: str) -> ActivityTable:
    """One row a practice, the group last; `address` leads to a practice whose code is STAND_IN."""
    is_money = DEFINITIONS[found.measure].is_money
    heads = [*text_heads("Practice"), *number_heads("Patients"), *text_heads("List of")]
    heads += number_heads("Cost" if is_money else "Events", capital(unit_words(found.measure)))
    if not is_money:
        heads += number_heads("Expected", "Observed over expected", "95% interval", "Standardised rate")
        heads += text_heads("Verdict")
    return ActivityTable(
        key="practices",
        title=f"{found.measure.label} by practice, {found.span.words}",
        heads=[*heads, Head("Months known")],
        rows=[_row(found, row, address, is_money) for row in found.rows],
        foot=_foot(found, is_money),
        is_simulated=found.is_simulated,
    )


def capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _row(found: MeasuredGroup, row: MeasuredPractice, address: str, is_money: bool) -> list[Cell]:
    lists = row.lists
    cells = [
        Cell(str(row.practice), url=_url(found, row, address), note=_note(row)),
        Cell(number(row.patients), row.patients) if lists else Cell(NOT_KNOWN),
        list_cell(lists, several_sources(one.lists for one in found.rows)),
        _value(row, is_money),
        Cell(rate_words(row.rate, row.measure), round(row.rate, 4))
        if row.rate is not None
        else Cell(row.why_not),
    ]
    if not is_money:
        cells += [*_standing(row), _verdict(found, row)]
    return [*cells, Cell(count_of(row.months_known, row.months_expected))]


def _url(found: MeasuredGroup, row: MeasuredPractice, address: str) -> str:
    """Where the practice opens; one that is not there in the last month has no page of it."""
    return "" if row.left else address.replace(STAND_IN, row.practice.ods_code)


def _note(row: MeasuredPractice) -> str:
    return "; ".join(word for word in (row.left, "yours" if row.is_own else "") if word)


def _value(row: MeasuredPractice, is_money: bool) -> Cell:
    if row.counted is None:
        return Cell(MISSING)
    if row.observed is None:
        return Cell(NOT_SHOWN)
    if row.is_nil:
        return Cell("nil", 0)
    return _shown(row.observed, is_money)


def _shown(value: Value, is_money: bool) -> Cell:
    return Cell(f"£{number(value)}" if is_money else number(value), value)


def _standing(row: MeasuredPractice) -> list[Cell]:
    """Expected, ratio, interval and rate; the last three only from ten events on."""
    standing, given = row.standing, row.standardised
    if standing is None:
        return [Cell("–") for _ in range(4)]
    expected = Cell(number(standing.expected, 1), round(standing.expected, 2))
    if given is None:
        return [expected, *(Cell(WITHHELD) for _ in range(3))]
    rate = row.standardised_rate or 0.0
    return [
        expected,
        Cell(number(given.ratio, 2), round(given.ratio, 4)),
        Cell(f"{number(given.lower, 2)} to {number(given.upper, 2)}"),
        Cell(number(rate, 1), round(rate, 3)),
    ]


def _verdict(found: MeasuredGroup, row: MeasuredPractice) -> Cell:
    """The tag, and beneath a high or low one whether limits adjusted for overdispersion say so too."""
    note = ""
    if is_outside(row) and is_spread(found):
        note = "also outside adjusted limits" if beyond_adjusted(found, row) else "within adjusted limits"
    return Cell(verdict_words(row), tag=verdict_tag(row), note=note)


def _foot(found: MeasuredGroup, is_money: bool) -> list[Cell]:
    rate, value = found.rate, found.counted
    cells = [
        Cell(str(found.group)),
        Cell(number(found.patients), found.patients),
        Cell(""),
        Cell(MISSING) if value is None else _shown(value, is_money),
        Cell("–") if rate is None else Cell(rate_words(rate, found.measure), round(rate, 4)),
    ]
    if not is_money:
        cells += [Cell("") for _ in range(5)]
    return [*cells, Cell(count_of(found.months_known, found.months_expected))]


def span_note(found: MeasuredGroup) -> str:
    """What a rate over several months is."""
    if found.span.kind == MONTH:
        return ""
    return "A rate is a month’s average over the months known, so that a missing one does not lower it."
