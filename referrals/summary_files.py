"""Activity that comes as counts, from a file: its lines, and all that is wrong with them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from daccom.calendar import Month
from daccom.formats import long_date
from daccom.spreadsheets import Sheet
from practices.models import Practice
from referrals.counted_files import Line, lines_of
from referrals.grid_files import Problem
from referrals.models import PointOfDelivery

NEEDED = ("practice_code", "month", "pod", "specialty_code", "activity", "cost")
FROM_CONSULTANT = "from_consultant"
COLUMNS = (
    ("practice_code", True, "The practice’s ODS code, of a practice in one of the PCT’s groups"),
    ("month", True, "The month of activity, such as 2009-01, once it is over"),
    ("pod", True, "Point of delivery: EL, DC, NEL, NELST, OPFA, OPFUP, OPPROC or AE"),
    ("specialty_code", True, "Treatment function, three figures"),
    ("activity", True, "How many, beside the rows that came by patient"),
    ("cost", True, "What they cost together in pounds, credits subtracted"),
    ("from_consultant", False, "Of first attendances (OPFA): how many another consultant asked for"),
)
MOST_ROWS = 50_000
PODS = {pod: pod for pod in PointOfDelivery.values}


class SummaryLine(NamedTuple):
    """Ids of practice and specialty; `month` as 2009-01; cost in pounds."""

    practice: int
    month: str
    pod: str
    specialty: int
    activity: int
    cost: Decimal
    from_consultant: int | None

    @property
    def key(self) -> tuple[int, str, str, int]:
        return self.practice, self.month, self.pod, self.specialty


@dataclass(frozen=True)
class Ground:
    """What a file is read against: `last` is the last month that is over; codes in capitals."""

    last: Month
    practices: Mapping[str, Practice]
    specialties: Mapping[str, int]


@dataclass
class SummaryFile:
    """The lines of a file, and everything that is wrong."""

    lines: list[SummaryLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_summaries(sheet: Sheet, ground: Ground) -> SummaryFile:
    """Every line of the file, and every problem of every line."""
    found, seen = SummaryFile(), dict[tuple[int, str, str, int], int]()
    for line in lines_of(sheet, NEEDED, [FROM_CONSULTANT]):
        read = None if line.problems else _read(line, ground)
        if read and read.key in seen:
            line.refuse(
                "specialty_code",
                f"Row {seen[read.key]} has this practice, month, point of delivery and specialty already.",
            )
        elif read:
            seen[read.key] = line.number
            found.lines.append(read)
        found.problems += line.problems
    if not found.lines and not found.problems:
        found.problems.append(Problem(1, NEEDED[0], "", "There is not one row below the headings."))
    return found


def _read(line: Line, ground: Ground) -> SummaryLine | None:
    """The line; None when something is wrong, which it then says."""
    month = _month(line, ground.last)
    practice = _practice(line, month, ground)
    pod = line.one_of("pod", PODS, f"Enter one of {', '.join(PODS)}.")
    specialty = line.one_of("specialty_code", ground.specialties, "No specialty has this code.")
    activity, cost = line.whole("activity"), line.pounds("cost")
    asked = _from_consultant(line, pod, activity)
    if line.problems or not (month and practice and pod and specialty):
        return None
    return SummaryLine(practice.pk, month.slug, pod, specialty, activity or 0, cost or Decimal(0), asked)


def _month(line: Line, last: Month) -> Month | None:
    try:
        month = Month.parse(line.cells["month"].removesuffix("-01") if _is_day(line) else line.cells["month"])
    except ValueError:
        line.refuse("month", "Enter a month such as 2009-01.")
        return None
    if month > last:
        line.refuse("month", f"{month} is not over yet.")
        return None
    return month


def _is_day(line: Line) -> bool:
    """Excel makes a day of a month."""
    return len(line.cells["month"]) == len("2009-01-01")


def _practice(line: Line, month: Month | None, ground: Ground) -> Practice | None:
    known = "No practice of this PCT’s groups has this code."
    practice = line.one_of("practice_code", ground.practices, known)
    if practice and month and practice.closed_on and practice.closed_on <= month.first:
        rule = f"{practice} closed on {long_date(practice.closed_on)}."
        if practice.successor:
            rule += f" Count {month} for {practice.successor} ({practice.successor.ods_code})."
        line.refuse("practice_code", rule)
    return practice


def _from_consultant(line: Line, pod: str | None, activity: int | None) -> int | None:
    """None where the file does not say."""
    if not line.cells.get(FROM_CONSULTANT):
        return None
    if pod != PointOfDelivery.OPFA:
        line.refuse(FROM_CONSULTANT, "Only first attendances (OPFA) have this. Leave it empty.")
        return None
    asked = line.whole(FROM_CONSULTANT)
    if asked is not None and activity is not None and asked > activity:
        line.refuse(FROM_CONSULTANT, f"It cannot be more than the activity, {activity}.")
    return asked
