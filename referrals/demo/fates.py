"""What becomes of each practice's return each month: on time, late, missing, queried, accepted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from daccom import calendar
from daccom.calendar import Month
from practices.demo import story
from practices.demo.draws import Draws
from referrals.models import MonthlyReturn

Status = MonthlyReturn.Status
Outcome = Literal["missing", "draft", "submitted", "queried", "accepted"]

NEWEST = story.LAST_MONTH.slug
OFTEN_LATE = "E82070"
NIL = (story.TINY, "2008-07")
MISSING = {
    (story.TINY, "2007-10"),
    (story.TINY, "2008-08"),
    ("E82131", "2008-03"),
    ("E82131", NEWEST),
    (story.VISITOR, NEWEST),
}
DRAFT = ("E82663", NEWEST)
QUERIED = ("E82076", "2008-12")
QUERY = "Dermatology is a third of what it was in November. Please check the figure or tell us why."
CORRECTED = ("E82091", "2008-05")
CORRECTION = "Cardiology is ten times what it was in April. A digit too many?"
LATE_NOW = {"E82070": 3, "E82640": 5}
"""Days after the due day on which these two sent the newest month."""
ACCEPTED_NOW = ("E82028", "E82129", "E82032", "E82051", "E82001", "E82009")
"""Those whose newest return is already accepted; the others wait for the programme manager."""
LATE_PER_THOUSAND, OFTEN_LATE_PER_THOUSAND = 60, 350
LATEST_DAYS, EARLIEST_DAYS = 15, 6


@dataclass(frozen=True)
class Fate:
    """How far the return came and, unless it is missing or a draft, the day it was first sent."""

    outcome: Outcome
    sent_on: dt.date | None = None


def fate(ods_code: str, month: Month) -> Fate:
    """The same fate on every machine."""
    which = (ods_code, month.slug)
    if which in MISSING:
        return Fate("missing")
    if which == DRAFT:
        return Fate("draft")
    sent = _sent_on(ods_code, month)
    if which == QUERIED:
        return Fate("queried", sent)
    waits = month == story.LAST_MONTH and ods_code not in ACCEPTED_NOW
    return Fate("submitted" if waits else "accepted", sent)


def _sent_on(ods_code: str, month: Month) -> dt.date:
    """Mostly in the six days up to the due day, sometimes after it."""
    due, draws = calendar.due_date(month), Draws("sent", ods_code, month)
    if month == story.LAST_MONTH:
        late = ods_code in LATE_NOW
        after = LATE_NOW.get(ods_code, 0)
    else:
        often = OFTEN_LATE_PER_THOUSAND if ods_code == OFTEN_LATE else LATE_PER_THOUSAND
        late = bool(draws.chance(often, 1)[0])
        after = int(draws.between(1, LATEST_DAYS, 1)[0])
    if late:
        return due + dt.timedelta(days=after)
    return _working_day_before(due - dt.timedelta(days=int(draws.below(EARLIEST_DAYS, 1)[0])))


def _working_day_before(day: dt.date) -> dt.date:
    while not calendar.is_working_day(day):
        day -= dt.timedelta(days=1)
    return day
