"""How often each sex and age is treated, from a file: what a standardised rate is expected from. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from daccom.spreadsheets import Sheet
from practices.models.list_sizes import AgeBand, Sex
from referrals.counted_files import Line, lines_of
from referrals.grid_files import Problem
from referrals.models import PointOfDelivery

NEEDED = ("pod", "sex", "age_band", "events", "population")
PODS = {pod: pod for pod in PointOfDelivery.values}
SEXES = {"1": "1", "2": "2", "M": "1", "F": "2", "MALE": "1", "FEMALE": "2"}
BANDS = {band: band for band in AgeBand.values}


class ReferenceLine(NamedTuple):
    """`events` of one point of delivery to `population` people of one sex and age band in a year."""

    pod: str
    sex: str
    age_band: str
    events: int
    population: int

    @property
    def key(self) -> tuple[str, str, str]:
        return self.pod, self.sex, self.age_band


@dataclass
class ReferenceFile:
    """The lines of a file, and everything that is wrong."""

    lines: list[ReferenceLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_reference(sheet: Sheet) -> ReferenceFile:
    """Every line and every problem; a point of delivery that is named has each sex and age band once."""
    found, seen = ReferenceFile(), dict[tuple[str, str, str], int]()
    for line in lines_of(sheet, NEEDED):
        read = None if line.problems else _read(line)
        if read and read.key in seen:
            line.refuse("age_band", f"Row {seen[read.key]} has this point of delivery, sex and age already.")
        elif read:
            seen[read.key] = line.number
            found.lines.append(read)
        found.problems += line.problems
    if not found.problems:
        found.problems += _missing(found.lines)
    return found


def _read(line: Line) -> ReferenceLine | None:
    pod = line.one_of("pod", PODS, f"Enter one of {', '.join(PODS)}.")
    sex = line.one_of("sex", SEXES, "Enter 1 or male, 2 or female.")
    band = line.one_of("age_band", BANDS, f"Enter one of {', '.join(BANDS)}.")
    events, population = line.whole("events"), line.whole("population")
    if events and population == 0:
        line.refuse("population", "Nobody cannot have had events.")
    if line.problems or not (pod and sex and band):
        return None
    return ReferenceLine(pod, sex, band, events or 0, population or 0)


def _missing(lines: list[ReferenceLine]) -> list[Problem]:
    """A band that is not there would be expected to have no events: missing is not nought."""
    if not lines:
        return [Problem(1, "pod", "", "There is not one row below the headings.")]
    there = {line.key for line in lines}
    return [
        Problem(1, "age_band", band, f"{pod} has no row for sex {sex} of this age.")
        for pod in dict.fromkeys(line.pod for line in lines)
        for sex in Sex.values
        for band in AgeBand.values
        if (pod, sex, band) not in there
    ]
