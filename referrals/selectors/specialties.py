"""The rows behind one practice's referrals: the months of the year, and the specialties of a month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from daccom.calendar import Month
from practices.models import Practice
from referrals.models import ReferralFact, Urgency
from referrals.selectors.certified import certified_figures
from referrals.selectors.completeness import Returns
from referrals.selectors.rates import PracticeRate, Rates, monthly_referrals
from referrals.selectors.roster import Roster
from referrals.selectors.small_numbers import suppressed_cells


@dataclass(frozen=True)
class MonthRow:
    """One month: `referrals` None means no return is in."""

    month: Month
    referrals: int | None
    hidden: bool
    is_nil: bool


@dataclass(frozen=True)
class SpecialtyRow:
    """One line of the month's return; the split by urgency is for the practice itself only."""

    name: str
    referrals: int
    elective: int | None
    unscheduled: int | None
    hidden: bool


@dataclass(frozen=True)
class PracticeActivity:
    """Everything behind a practice's figure; `is_own`: the reader belongs to the practice."""

    practice: Practice
    is_own: bool
    rate: PracticeRate
    months: list[MonthRow]
    specialties: list[SpecialtyRow]

    @property
    def referrals(self) -> int | None:
        """The month's figure; None without a return."""
        return self.rate.referrals

    @property
    def shown_specialties(self) -> list[SpecialtyRow]:
        return [row for row in self.specialties if not row.hidden]

    @property
    def hidden_names(self) -> list[str]:
        return [row.name for row in self.specialties if row.hidden]

    @property
    def hidden_together(self) -> int:
        """What the specialties that are not shown one by one come to."""
        return sum(row.referrals for row in self.specialties if row.hidden)

    @property
    def elective(self) -> int:
        return sum(row.elective or 0 for row in self.specialties)

    @property
    def unscheduled(self) -> int:
        return sum(row.unscheduled or 0 for row in self.specialties)


def practice_activity(
    *, roster: Roster, practice: Practice, returns: Returns, found: Rates
) -> PracticeActivity:
    """The months and the month's specialties of one practice of `found`; two queries, one for its own."""
    is_own = practice.pk in roster.own
    rate = next(row for row in found.rows if row.practice == practice)
    monthly = monthly_referrals(roster, practice, returns)
    nil = {month for month in monthly if (row := returns.get((practice.pk, month.first))) and row.is_nil}
    shown = rate.referrals is not None and not rate.hidden
    return PracticeActivity(
        practice=practice,
        is_own=is_own,
        rate=rate,
        months=[
            MonthRow(month, count, (practice.pk, month) in found.hidden, count is not None and month in nil)
            for month, count in monthly.items()
        ],
        specialties=_specialties(practice, roster, is_own, returns) if shown else [],
    )


def _specialties(practice: Practice, roster: Roster, is_own: bool, returns: Returns) -> list[SpecialtyRow]:
    """The lines of a return that is in, the most referrals first."""
    month = roster.month
    content = returns[practice.pk, month.first].queried_content
    split: dict[str, dict[str, int]] = defaultdict(dict)
    for name, urgency, count in certified_figures(practice, month, content):
        split[name][urgency] = count
    totals = {name: sum(counts.values()) for name, counts in split.items()}
    hidden = frozenset() if is_own else _hidden(practice, roster, totals)
    return sorted(
        (
            SpecialtyRow(
                name,
                total,
                split[name].get(Urgency.ELECTIVE),
                split[name].get(Urgency.UNSCHEDULED),
                name in hidden,
            )
            for name, total in totals.items()
        ),
        key=lambda row: (row.hidden, -row.referrals if not row.hidden else 0, row.name),
    )


def _hidden(practice: Practice, roster: Roster, totals: dict[str, int]) -> frozenset[str]:
    """The specialties of a practice that others do not get.

    Elsewhere they read the group's total of each specialty, and each practice's of all: neither may give a
    small number away. Rows of the reader's own practices are known to them.
    """
    rows = ReferralFact.objects.filter(practice__in=roster.expected(roster.month), month=roster.month.first)
    counted = rows.order_by().values_list("practice", "specialty__name").annotate(count=Sum("referrals"))
    cells: dict[tuple[int | str, int | str], int] = {(pk, name): count for pk, name, count in counted}
    cells |= {(practice.pk, name): count for name, count in totals.items()}
    hidden = suppressed_cells(cells, roster.own)
    return frozenset(str(name) for pk, name in hidden if pk == practice.pk)
