"""What the sampled extracts leave out, as the counts that the PCT posts; and how often each age is treated.

Summaries begin in April 2006, a year before the first rows: three years of months to compare.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from daccom.calendar import FinancialYear, Month
from practices.demo import story
from practices.demo.accounts import PCT_INFORMATION
from practices.demo.draws import Integers
from practices.demo.moments import at
from practices.models import PCT, User
from practices.models.list_sizes import AgeBand, Sex
from referrals.demo.activity import VOLUMES, Activity, month_of_activity
from referrals.demo.episodes import Ids, pounds
from referrals.demo.extracts import RECEIVED_DAYS_AFTER
from referrals.demo.patients import everybody
from referrals.models import PointOfDelivery, ReferenceEvents
from referrals.services.summary_rows import SummaryRow, write_summaries

FIRST_MONTH = Month(dt.date(2006, 4, 1))
REFERENCE_YEAR = 2007
REFERENCE_SOURCE = "All simulated activity of the nineteen practices in 2007/08, lists of January 2008"

Line = tuple[int, str, int, int, int]
"""The position of the practice, the specialty's code, rows, pence and first attendances by a consultant."""


def load_summaries(months: list[Month]) -> int:
    """Write what was counted beside the rows of `months`, and before the first simulated one; how many."""
    pct, by, ids = PCT.objects.get(), User.objects.get(email=PCT_INFORMATION), Ids.read()
    rows = [
        SummaryRow(
            pct=pct.pk,
            practice=ids.practices[practice],
            month=month.first,
            pod=activity.pod,
            specialty=ids.specialties[specialty],
            activity=count,
            cost=pounds(pence),
            from_consultant=consultants if activity.pod == PointOfDelivery.OPFA else None,
            posted_at=at(month.last + dt.timedelta(days=RECEIVED_DAYS_AFTER), 9, 10),
            posted_by=by.pk,
            is_simulated=True,
        )
        for month in [*months_before(months), *months]
        for activity in month_of_activity(month)
        for practice, specialty, count, pence, consultants in lines(activity, with_rows=month in months)
    ]
    write_summaries(rows)
    return len(rows)


def months_before(months: list[Month]) -> list[Month]:
    """The months before the first rows; none unless all months are simulated."""
    if months[0] != story.FIRST_MONTH:
        return []
    found, month = [], FIRST_MONTH
    while month < story.FIRST_MONTH:
        found.append(month)
        month = month.next()
    return found


def lines(activity: Activity, *, with_rows: bool) -> Iterator[Line]:
    """The month's sums by practice and specialty; `with_rows`: of what is not kept as rows alone."""
    chosen = np.flatnonzero(~activity.kept) if with_rows else np.arange(len(activity.number))
    codes, specialty = np.unique([each.specialty for each in activity.treatments], return_inverse=True)
    practice = everybody().practice[activity.patient[chosen]]
    place = practice * len(codes) + specialty[activity.treatment[chosen]]
    sums = [_added(place, of[chosen]) for of in (activity.total_pence, activity.from_consultant)]
    counts = np.bincount(place)
    for where in np.flatnonzero(counts).tolist():
        pence, consultants = (int(each[where]) for each in sums)
        yield where // len(codes), str(codes[where % len(codes)]), int(counts[where]), pence, consultants


def _added(place: Integers, values: Integers) -> Integers:
    """The sum of `values` at each place; a float holds whole pence exactly up to ninety billion pounds."""
    return np.bincount(place, weights=values).astype(np.int64)


def load_reference_events() -> int:
    """Write how often each sex and age was treated in 2007/08, kept as rows or not; how many."""
    people, pct, bands = everybody(), PCT.objects.get(), len(AgeBand.values)
    cells = (people.sex - 1) * bands + people.band
    population = np.bincount(cells, minlength=2 * bands)
    events = {pod: np.zeros(2 * bands, dtype=np.int64) for pod in VOLUMES}
    for month in FinancialYear(REFERENCE_YEAR).months:
        for activity in month_of_activity(month):
            events[activity.pod] += np.bincount(cells[activity.patient], minlength=2 * bands)
    rows = [
        ReferenceEvents(
            pct=pct,
            year=REFERENCE_YEAR,
            pod=pod,
            sex=Sex.values[cell // bands],
            age_band=AgeBand.values[cell % bands],
            events=int(counted[cell]),
            population=int(population[cell]),
            source=REFERENCE_SOURCE,
            is_simulated=True,
        )
        for pod, counted in events.items()
        for cell in range(2 * bands)
    ]
    return len(ReferenceEvents.objects.bulk_create(rows))
