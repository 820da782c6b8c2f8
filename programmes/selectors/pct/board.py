"""Everything the dashboard of one PCT and month shows, for all its groups in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.selectors.position import Position, position_of
from budgets.selectors.positions import money_of_groups
from daccom.amounts import known_sum
from daccom.calendar import Month
from practices.models import PCT, CommissioningGroup, User
from programmes.selectors.pct.activity import (
    GroupActivity,
    a_year_before,
    activity_of_groups,
    together,
)
from programmes.selectors.pct.decisions import Decisions, decisions_of_groups
from programmes.selectors.pct.forecasts import Forecast, live_of_groups, recorded_forecasts
from programmes.selectors.pct.last_year import ReturnsIn, returns_in
from programmes.selectors.savings import Savings, savings_of_groups
from referrals.selectors.completeness import Completeness, completeness, returns_among
from referrals.selectors.completeness_pct import groups_of
from referrals.selectors.deadlines import deadlines_of
from referrals.selectors.roster import Roster, rosters
from referrals.selectors.sent_returns import Returns


@dataclass(frozen=True)
class GroupRow:
    """One group at the end of the month.

    `recorded` None: no forecast was recorded for the month; `live` is what the chosen methods say.
    """

    group: CommissioningGroup
    returns: Completeness
    last_returns: ReturnsIn
    position: Position
    recorded: Forecast | None
    live: Forecast | None
    savings: Savings
    activity: GroupActivity
    decisions: Decisions

    @property
    def has_data(self) -> bool:
        """False for a group that keeps nothing here: its figures are not nought, they are not known."""
        return bool(
            self.returns.expected
            or not self.position.is_empty
            or self.savings.rows
            or self.activity.is_known
            or self.decisions.count
        )

    @property
    def forecast(self) -> Forecast | None:
        """As recorded for the month; else by the methods chosen."""
        return self.recorded or self.live

    @property
    def forecast_variance(self) -> Decimal | None:
        return self.forecast.variance if self.forecast else None

    @property
    def forecast_budget(self) -> Decimal | None:
        return self.forecast.budget if self.forecast else None

    @property
    def is_simulated(self) -> bool:
        return (
            self.returns.is_simulated
            or self.position.total.is_simulated
            or self.savings.is_simulated
            or self.activity.is_simulated
        )


@dataclass(frozen=True)
class PCTBoard:
    """A PCT's groups by name. Every total is the sum of the groups that have the figure."""

    pct: PCT
    month: Month
    rows: list[GroupRow]

    @cached_property
    def known(self) -> list[GroupRow]:
        """The groups that keep their figures here."""
        return [row for row in self.rows if row.has_data]

    @cached_property
    def silent(self) -> list[GroupRow]:
        return [row for row in self.rows if not row.has_data]

    @cached_property
    def activity(self) -> GroupActivity:
        """All groups as one."""
        return together([row.activity for row in self.rows if row.activity.this])

    @cached_property
    def decisions(self) -> Decisions:
        return sum((row.decisions for row in self.rows), Decisions())

    @cached_property
    def expected(self) -> int:
        return sum(row.returns.expected for row in self.rows)

    @cached_property
    def complete(self) -> int:
        return sum(row.returns.complete for row in self.rows)

    @cached_property
    def on_time(self) -> int:
        return sum(row.returns.on_time for row in self.rows)

    @cached_property
    def missing(self) -> int:
        return sum(row.returns.missing for row in self.rows)

    @cached_property
    def variance(self) -> Decimal | None:
        """Over the budgets to date when positive."""
        return known_sum(row.position.total.variance for row in self.rows)

    @cached_property
    def budget_to_date(self) -> Decimal | None:
        return known_sum(row.position.total.budget_to_date for row in self.rows)

    @cached_property
    def forecast_variance(self) -> Decimal | None:
        return known_sum(row.forecast_variance for row in self.rows)

    @cached_property
    def forecast_budget(self) -> Decimal | None:
        return known_sum(row.forecast_budget for row in self.rows if row.forecast_variance is not None)

    @cached_property
    def saved(self) -> Decimal | None:
        return known_sum(row.savings.actual for row in self.rows)

    @cached_property
    def savings_planned(self) -> Decimal | None:
        """The plan for the months of which the actual saving is known."""
        return known_sum(row.savings.planned_known for row in self.rows)

    @property
    def is_simulated(self) -> bool:
        return any(row.is_simulated for row in self.rows)


def pct_board(*, pct: PCT, month: Month, user: User, today: dt.date) -> PCTBoard:
    """The groups of the PCT as `user` reads them; the number of queries does not depend on their number."""
    groups, before = groups_of(pct), a_year_before(month)
    listed = rosters(groups=groups, month=month, user=user)
    returns = _returns(groups, listed, month, user, today)
    last_returns = returns_in(groups=groups, month=before, user=user)
    money = money_of_groups(rosters=listed, user=user)
    live = live_of_groups(rosters=listed, money=money, user=user)
    listed_by = {one.group.pk: one for one in listed}
    recorded = recorded_forecasts(groups=groups, month=month, user=user)
    saved = savings_of_groups(groups=groups, month=month, user=user)
    activity = activity_of_groups(groups=groups, month=month, user=user)
    decisions = decisions_of_groups(
        groups=groups,
        year=month.year,
        user=user,
        returns={pk: found.waiting_for_review for pk, found in returns.items()},
    )
    return PCTBoard(
        pct,
        month,
        [
            GroupRow(
                group=group,
                returns=returns[group.pk],
                last_returns=last_returns.get(group.pk, ReturnsIn()),
                position=position_of(roster=listed_by[group.pk], money=money[group.pk]),
                recorded=recorded.get(group.pk),
                live=live.get(group.pk),
                savings=saved[group.pk],
                activity=activity.get(group.pk, GroupActivity()),
                decisions=decisions[group.pk],
            )
            for group in groups
        ],
    )


def _returns(
    groups: list[CommissioningGroup], listed: list[Roster], month: Month, user: User, today: dt.date
) -> dict[int, Completeness]:
    """Each group's returns as its own page counts them, by group id; three queries."""
    ids = {practice.pk for one in listed for practice in one.practices}
    sent: Returns = returns_among(ids, month.year, user)
    due = deadlines_of(groups, month.year.months)
    return {
        one.group.pk: completeness(roster=one, returns=sent, due=due[one.group.pk], today=today)
        for one in listed
    }
