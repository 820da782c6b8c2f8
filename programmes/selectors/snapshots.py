"""What is kept of a group's months, and which figures a page of a month shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, Practice, User
from practices.scope import member_rows
from programmes.figures import LAYOUT, GroupFigures, decode, from_json
from programmes.figures.change import ChallengeLine, SavingsFigures
from programmes.figures.money import ForecastRow, MoneyRow
from programmes.figures.returns import ReturnFigures
from programmes.models import DashboardSnapshot
from programmes.selectors.figures import group_figures
from referrals.models import MonthFact
from referrals.selectors.completeness import last_due_month
from referrals.selectors.facts import months_between


@dataclass(frozen=True)
class YearBefore:
    """The key figures of the same month a year before, as its snapshot keeps them."""

    month: Month
    returns: ReturnFigures
    total: MoneyRow
    forecast: ForecastRow
    savings: SavingsFigures
    challenges: ChallengeLine


@dataclass(frozen=True)
class ShownMonth:
    """A month's figures, whole: a snapshot's when `snapshot` is there, else as they stand today.

    `kept` is the month's snapshot even when today's figures were asked for. `own_codes` are the ODS codes of
    the reader's own practices.
    """

    figures: GroupFigures
    snapshot: DashboardSnapshot | None
    kept: DashboardSnapshot | None
    year_before: YearBefore | None
    own_codes: frozenset[str]

    def read_by(self, left: Callable[[GroupFigures], GroupFigures]) -> ShownMonth:
        """The same with what is left of the figures for a reader."""
        return replace(self, figures=left(self.figures))


def shown_month(
    *, group: CommissioningGroup, month: Month, user: User, today: dt.date, as_of_today: bool = False
) -> ShownMonth:
    """What the pages of a group's month show: one query, and those of today's figures when they are.

    That `user` reads the group, or a practice of it, was checked before.
    """
    last_year = a_year_before(month)
    found = {
        row.month: row
        for row in DashboardSnapshot.objects.filter(
            group=group, layout=LAYOUT, month__in=[month.first, last_year.first]
        )
    }
    kept, before = found.get(month.first), found.get(last_year.first)
    snapshot = None if as_of_today else kept
    if snapshot is not None:
        figures = from_json(snapshot.figures)
    else:
        figures = group_figures(group=group, month=month, today=today)
    own = own_codes(user)
    return ShownMonth(figures, snapshot, kept, _year_before(before) if before else None, own)


def own_codes(user: User) -> frozenset[str]:
    """The codes of the reader's own practices; one query, none for who has none."""
    own = user.access.practice_ids
    codes = Practice.objects.filter(pk__in=own).values_list("ods_code", flat=True) if own else ()
    return frozenset(codes)


def _year_before(snapshot: DashboardSnapshot) -> YearBefore:
    """Only what stands beside this year's: the rest of a snapshot is large."""
    plain = snapshot.figures
    return YearBefore(
        month=Month(snapshot.month),
        returns=decode(ReturnFigures, plain["returns"]),
        total=decode(MoneyRow, plain["money"]["total"]),
        forecast=decode(ForecastRow, plain["forecast"]["total"]),
        savings=decode(SavingsFigures, plain["savings"]),
        challenges=decode(ChallengeLine, plain["challenges"]["total"]),
    )


def a_year_before(month: Month) -> Month:
    return Month(month.first.replace(year=month.first.year - 1))


def settled_month(group: CommissioningGroup, today: dt.date) -> Month:
    """The newest month whose figures are kept: the one before the last whose returns were due; one query."""
    return last_due_month(group, today).previous()


def months_to_keep(group: CommissioningGroup, today: dt.date) -> list[Month]:
    """The settled months with facts that are not kept yet, of this financial year and the last."""
    settled = settled_month(group, today)
    first = FinancialYear.of(settled.first).previous().months[0]
    known = MonthFact.objects.filter(member_rows([group.pk], month="month")).between(first, settled)
    facts = set(known.values_list("month", flat=True).distinct())
    kept = set(DashboardSnapshot.objects.filter(group=group).values_list("month", flat=True))
    return [month for month in months_between(first, settled) if month.first in facts - kept]
