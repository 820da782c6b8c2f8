"""Points of delivery and outpatients as tables."""

from __future__ import annotations

from dataclasses import replace

from daccom.formats import count_of, number
from referrals.activity_tables import (
    MISSING,
    NOT_KNOWN,
    NOT_SHOWN,
    ActivityTable,
    Cell,
    Head,
    count_cell,
    list_cell,
    money_cell,
    number_heads,
    percent_cell,
    rate_cell,
    several_sources,
    text_heads,
)
from referrals.models import PointOfDelivery
from referrals.selectors.outpatients import OutpatientLine, Outpatients
from referrals.selectors.pods import PodActivity, PodPractice

LATER = "Follow-up to new"
SHARE = "From a consultant"
NO_FIRST = "no first attendance"


def pod_totals_table(found: PodActivity, group: str) -> ActivityTable:
    """The group at each point of delivery, with cost."""
    return ActivityTable(
        key="group",
        title=f"{group} by point of delivery, {found.span.words}",
        heads=[
            *text_heads("Point of delivery"),
            *number_heads("Events", "Per 1,000 patients a month", "Cost", "Cost of one"),
        ],
        rows=[
            [
                Cell(total.pod.label),
                count_cell(total.activity, NOT_SHOWN),
                rate_cell(total.rate, "–", 2),
                money_cell(total.cost),
                Cell("–") if total.average is None else money_cell(round(total.average, 0)),
            ]
            for total in found.totals
        ],
        foot=[Cell("All"), Cell(""), Cell(""), money_cell(found.cost), Cell("")],
        is_simulated=found.is_simulated,
    )


def pod_practices_table(found: PodActivity) -> ActivityTable:
    """Each practice’s rates, with its list."""
    pods = [pod.label for pod in PointOfDelivery]
    many = several_sources(row.lists for row in found.practices)
    return ActivityTable(
        key="practices",
        title=f"Per 1,000 patients a month, by practice, {found.span.words}",
        heads=[
            *text_heads("Practice"),
            *number_heads("Patients"),
            *text_heads("List of"),
            *number_heads(*pods),
            Head("Months known"),
        ],
        rows=[_pod_practice(row, many) for row in found.practices],
        is_simulated=found.is_simulated,
    )


def _pod_practice(row: PodPractice, many: bool) -> list[Cell]:
    lists = row.lists
    cells = [
        Cell(str(row.practice), note=_note(row.left, row.is_own)),
        Cell(number(lists.patients), lists.patients) if lists else Cell(NOT_KNOWN),
        list_cell(lists, many),
    ]
    rates = [rate_cell(row.rates.get(pod), row.why_not or NOT_SHOWN, 2) for pod in PointOfDelivery]
    return [*cells, *rates, Cell(count_of(row.months_known, row.months_expected))]


def _note(left: str, is_own: bool) -> str:
    return "; ".join(words for words in (left, "yours" if is_own else "") if words)


def outpatient_practices_table(found: Outpatients) -> ActivityTable:
    """Each practice’s attendances, their ratio, and the share from consultants."""
    what = f", {found.specialty}" if found.specialty else ""
    return ActivityTable(
        key="practices",
        title=f"Outpatients by practice{what}, {found.span.words}",
        heads=[
            *text_heads("Practice"),
            *number_heads("First attendances", "Follow-ups", LATER, SHARE, "Months known"),
        ],
        rows=[_outpatient(line) for line in found.practices],
        foot=_outpatient(found.whole),
        is_simulated=found.is_simulated,
    )


def outpatient_specialties_table(found: Outpatients, group: str) -> ActivityTable:
    """The same for the whole group by specialty."""
    return ActivityTable(
        key="specialties",
        title=f"Outpatients of {group} by specialty, {found.span.words}",
        heads=[*text_heads("Specialty"), *number_heads("First attendances", "Follow-ups", LATER, SHARE)],
        rows=[_outpatient(line)[:-1] for line in found.specialties],
        is_simulated=found.is_simulated,
    )


def _outpatient(line: OutpatientLine) -> list[Cell]:
    name = Cell(line.name, note=line.left)
    months = Cell(count_of(line.months_known, line.months_expected) if line.months_expected else "")
    if line.counts is None:
        return [name, *(Cell(MISSING) for _ in range(4)), months]
    counts = None if line.hides_counts else line.counts
    return [
        name,
        count_cell(counts.first if counts else None, NOT_SHOWN),
        count_cell(counts.later if counts else None, NOT_SHOWN),
        _ratio(line),
        percent_cell(line.share, NOT_SHOWN if line.hides_share else NOT_KNOWN),
        months,
    ]


def _ratio(line: OutpatientLine) -> Cell:
    """Where the counts are not shown, to one place in files too: three would tell the counts."""
    cell = rate_cell(line.ratio, NOT_SHOWN if line.hides_ratio else NO_FIRST, 1 if line.hides_counts else 2)
    if line.ratio is None or not line.hides_counts:
        return cell
    return replace(cell, value=round(line.ratio, 1))
