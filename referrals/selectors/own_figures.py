"""A practice's own figures by clinician. Callers have made sure that the reader works there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from daccom.calendar import Month
from practices.models import Clinician, User
from referrals.models import ClinicianNil, MonthlyReturn, ReferralCount, Specialty, Urgency
from referrals.selectors.months import PracticeMonth

MONTHS_SHOWN = 6


@dataclass(frozen=True)
class ClinicianLine:
    """One clinician's month: elective, unscheduled and all, and the totals of the months up to it.

    `by_specialty` holds the specialties' referrals in the order of OwnFigures.specialties; None: not counted.
    `is_you` marks the reader, told by the name of their account.
    """

    clinician: Clinician
    is_you: bool
    elective: int
    unscheduled: int
    months: list[int | None]
    by_specialty: list[int | None]

    @property
    def total(self) -> int:
        return self.elective + self.unscheduled


@dataclass(frozen=True)
class OwnFigures:
    """The month's clinicians, the months that count by clinician (oldest first), the month's specialties."""

    lines: list[ClinicianLine]
    months: list[Month]
    specialties: list[Specialty]

    @property
    def rows(self) -> list[tuple[Specialty, list[int | None]]]:
        """For each specialty the clinicians' referrals, in the order of the lines."""
        return [
            (specialty, [line.by_specialty[place] for line in self.lines])
            for place, specialty in enumerate(self.specialties)
        ]


Totals = dict[tuple[int, Month], int]


def own_figures(month: PracticeMonth, user: User) -> OwnFigures:
    """The month by clinician beside the five counted months before it; three queries, one when none is."""
    counted = MonthlyReturn.objects.filter(
        practice=month.practice,
        by_clinician=True,
        month__lte=month.month.first,
        referrals_saved_at__isnull=False,
    )
    firsts = counted.order_by("-month").values_list("month", flat=True)[:MONTHS_SHOWN]
    months = [Month(first) for first in sorted(firsts)]
    if month.month not in months:
        return OwnFigures([], months, [])
    rows = ReferralCount.objects.filter(
        monthly_return__practice=month.practice,
        monthly_return__month__in=[shown.first for shown in months],
        clinician__isnull=False,
    ).select_related("clinician", "specialty", "monthly_return")
    nobody = ClinicianNil.objects.filter(monthly_return=month.monthly_return).select_related("clinician")
    return _figures(list(rows), [said.clinician for said in nobody], month, months, user)


def _figures(
    rows: list[ReferralCount],
    nobody: list[Clinician],
    month: PracticeMonth,
    months: list[Month],
    user: User,
) -> OwnFigures:
    of_month = [row for row in rows if row.monthly_return.month == month.month.first]
    specialties = sorted({row.specialty for row in of_month if row.referrals}, key=lambda line: line.code)
    totals: Totals = defaultdict(int)
    for row in rows:
        totals[row.clinician_id or 0, Month(row.monthly_return.month)] += row.referrals
    totals.update({(person.pk, month.month): 0 for person in nobody})
    people = {row.clinician for row in of_month if row.clinician} | set(nobody)
    lines = [_line(person, of_month, totals, months, specialties, user) for person in people]
    return OwnFigures(sorted(lines, key=lambda line: line.clinician.name), months, specialties)


def _line(
    person: Clinician,
    of_month: Iterable[ReferralCount],
    totals: Totals,
    months: list[Month],
    specialties: list[Specialty],
    user: User,
) -> ClinicianLine:
    own = [row for row in of_month if row.clinician == person]
    urgencies = {
        urgency: sum(row.referrals for row in own if row.urgency == urgency.value) for urgency in Urgency
    }
    counted: dict[int, int] = defaultdict(int)
    for row in own:
        counted[row.specialty_id] += row.referrals
    return ClinicianLine(
        clinician=person,
        is_you=person.name.casefold() == user.name.casefold(),
        elective=urgencies[Urgency.ELECTIVE],
        unscheduled=urgencies[Urgency.UNSCHEDULED],
        months=[totals.get((person.pk, shown)) for shown in months],
        by_specialty=[counted.get(line.pk) for line in specialties],
    )
