"""A month counted by clinician: who is done, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from daccom import calendar
from referrals import rules
from referrals.models import Specialty, Urgency
from referrals.selectors.grids import figures, grids_of
from referrals.selectors.months import PracticeMonth
from referrals.selectors.unusual import Unusual, unusual_in
from referrals.views.common import SignedInRequest
from referrals.views.grid_page import saved_counts, saved_lines


@dataclass(frozen=True)
class SumRow:
    """A specialty: the sum over the clinicians for each urgency, None where nothing is entered."""

    specialty: Specialty
    sums: list[int | None]
    unusual: list[Unusual]

    @property
    def total(self) -> int | None:
        entered = [figure for figure in self.sums if figure is not None]
        return sum(entered) if entered else None


def overview(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """The clinicians with how far each is, and the practice's sums."""
    counts, lines = saved_counts(month), saved_lines(month)
    odd = unusual_in(month, counts)
    rows = sum_rows(lines, figures(counts), odd)
    can_fill = rules.can_submit_return(request.user, month.practice)
    context = {
        "month": month,
        "grids": grids_of(month, counts, lines),
        "rows": rows,
        "column_totals": [
            sum(row.sums[place] or 0 for row in rows) if counts else None for place, _ in enumerate(Urgency)
        ],
        "total": sum(row.total or 0 for row in rows) if counts else None,
        "can_fill": can_fill,
        "editable": can_fill and month.can_change(calendar.today()),
        "unexplained": [figure for figure in odd if not figure.explanation],
    }
    return render(request, "referrals/return_overview.html", context)


def sum_rows(lines: list[Specialty], sums: dict[tuple[int, str], int], odd: list[Unusual]) -> list[SumRow]:
    """The practice's figures, a row for each line of the return."""
    return [
        SumRow(
            specialty,
            [sums.get((specialty.pk, urgency.value)) for urgency in Urgency],
            [figure for figure in odd if figure.specialty == specialty],
        )
        for specialty in lines
    ]
