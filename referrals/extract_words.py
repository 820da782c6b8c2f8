"""How the pages about extracts say things: what waits, what a version changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from daccom.formats import number, plural
from daccom.nhsuk import NOTHING
from practices.tables import moment
from referrals.models import Extract, Load
from referrals.selectors.extracts import Report
from referrals.selectors.load_versions import Difference, Side, Version
from referrals.tables_extracts import signed_money, status_tag, thins_out

Cell = tuple[str, str]


def presented(report: Report) -> dict[str, Any]:
    """The words and addresses that the page of one file needs beside its rows."""
    extract = report.extract
    address = {"pk": extract.pk}
    return {
        "status": status_tag(extract),
        "received": moment(extract.received_at),
        "ended": moment(extract.ended_at) if extract.ended_at else "",
        "question": question(report),
        "thinned": thinned(report),
        "load_words": load_words(extract.rows_bad),
        "back": reverse("referrals:extract-list"),
        "reject": reverse("referrals:extract-reject", kwargs=address),
        "mapping": reverse("referrals:extract-mapping", kwargs=address),
    }


def question(report: Report) -> str:
    """Why a checked file waits for a person."""
    extract = report.extract
    whys = []
    if extract.rows_bad:
        verb = "is" if extract.rows_bad == 1 else "are"
        whys.append(f"{number(extract.rows_bad)} of {plural(extract.rows_read, 'row')} {verb} bad")
    if report.new_codes:
        count = sum(len(codes) for _, codes in report.new_codes)
        whys.append(f"{plural(count, 'code')} {'is' if count == 1 else 'are'} new to us")
    if older := sum(held.is_older for held in report.held):
        months = plural(older, "month", "months")
        whys.append(f"a file that came later counts for {months} already and would be replaced")
    first = _sentence(whys)
    if not extract.rows_good:
        return f"{first}. No row can be loaded."
    without = " without the bad rows" if extract.rows_bad else ""
    return f"{first}. You can load the file{without}, or reject it."


def _sentence(whys: list[str]) -> str:
    said = " and ".join(whys)
    return said[:1].upper() + said[1:]


def thinned(report: Report) -> str:
    """A warning when the file would leave months with far fewer rows; empty when it would not."""
    count = sum(map(thins_out, report.held))
    if not count or report.extract.status == Extract.Status.LOADED:
        return ""
    months = plural(count, "month of a provider", "months of providers")
    return f"{months} would have less than half of the rows that count now."


def load_words(bad: int) -> str:
    """What the button says that loads a checked file."""
    return f"Load without the {plural(bad, 'bad row')}" if bad else "Load the file"


@dataclass(frozen=True)
class VersionLine:
    """One version as a line of a table: what it added, removed and changed, each with its pounds."""

    load: Load
    loaded: str
    cells: list[Cell]

    @classmethod
    def of(cls, version: Version) -> VersionLine:
        return cls(version.load, moment(version.load.loaded_at), cells_of(version.difference))


def cells_of(difference: Difference | None) -> list[Cell]:
    """Added, removed, changed, and the difference in cost; dashes for a first version."""
    if difference is None:
        return [(NOTHING, "")] * 4
    sides = (difference.added, difference.removed, difference.changed)
    return [*map(_cell, sides), (signed_money(difference.cost), "")]


def _cell(side: Side) -> Cell:
    return number(side.rows), signed_money(side.cost) if side.rows else ""
