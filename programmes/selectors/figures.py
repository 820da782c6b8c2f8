"""The figures of a group's month, read once, for no reader in particular.

They are what a group's page is made from and what a snapshot keeps; `programmes.figures.reading` leaves out
what a reader does not get.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from budgets.selectors.forecast_live import live_forecasts
from budgets.selectors.position import money_of, position_of
from daccom.calendar import FinancialYear, Month
from practices.access import Access
from practices.models import CommissioningGroup, User
from practices.selectors.list_bands import banded_lists
from practices.selectors.list_sizes import ListSizeTotal
from programmes.figures import GroupFigures
from programmes.figures.build_change import challenge_figures, savings_figures
from programmes.figures.build_decisions import decision_figures
from programmes.figures.build_forecast import choices_of, forecast_figures, once_of
from programmes.figures.build_measures import measure_figures, practice_lists
from programmes.figures.build_money import money_figures
from programmes.figures.build_returns import return_figures
from programmes.selectors.matters import Matters, matters
from programmes.selectors.savings import savings
from referrals.models import Rebase
from referrals.selectors.completeness import completeness, due_dates, returns_of
from referrals.selectors.facts import month_facts
from referrals.selectors.measure_rates import Known
from referrals.selectors.references import references_of
from referrals.selectors.roster import Roster, roster
from referrals.selectors.run_charts import History
from referrals.selectors.run_months import first_month, months_shown


def whole_group(group: CommissioningGroup) -> User:
    """A reader who is nobody: sees all that belongs to the group, and no practice as an own one."""
    reader = User(name=str(group))
    only = frozenset({group.pk})
    reader.__dict__["access"] = Access(
        roles=frozenset(),
        practice_ids=frozenset(),
        own_group_ids=only,
        group_ids=only,
        named_group_ids=only,
        pct_ids=frozenset(),
    )
    return reader


def group_figures(*, group: CommissioningGroup, month: Month, today: dt.date) -> GroupFigures:
    """The group's figures at the end of `month` as they stand on `today`; 14 queries at most.

    Decisions are those that wait today: what began later does not yet.
    """
    reader = whole_group(group)
    wide = roster(group=group, month=month, user=reader, since=first_month(month))
    listed = _of_the_year(wide)
    found = completeness(
        roster=listed,
        returns=returns_of(roster=listed, user=reader),
        due=due_dates(group, month.year.months),
        today=today,
    )
    before = matters(group=group, month=month, first=first_month(month), today=today)
    history, known = _history(wide, before, reader)
    held = money_of(roster=listed, user=reader)
    money = money_figures(position_of(roster=listed, money=held))
    live = live_forecasts(roster=listed, money=held, choices=choices_of(before, month), once=once_of(before))
    return GroupFigures(
        group=group.name,
        month=month,
        as_of=today,
        practices=practice_lists(listed.expected(month), known.lists),
        returns=return_figures(found),
        money=money,
        forecast=forecast_figures(money, before, month, live),
        measures=measure_figures(history, known, reader),
        savings=savings_figures(savings(group=group, month=month, user=reader)),
        challenges=challenge_figures(listed, history.facts),
        decisions=decision_figures(
            before,
            group=group.name,
            returns=found.waiting_for_review,
            year=FinancialYear.of(month.first),
            today=today,
        ),
        is_simulated=found.is_simulated or history.is_simulated,
    )


def _of_the_year(wide: Roster) -> Roster:
    """Only the practices that were members in the financial year."""
    first = wide.month.year.first
    return replace(
        wide,
        practices=[
            practice
            for practice in wide.practices
            if any(left is None or left > first for _, left in wide.spells[practice.pk])
        ],
    )


def _history(wide: Roster, before: Matters, reader: User) -> tuple[History, Known]:
    """Facts, lists and references, as run charts and as rates take them; three queries."""
    month, group = wide.month, wide.group
    facts = month_facts(roster=wide, user=reader, first=first_month(month), last=month)
    lists = banded_lists(wide.practices, month.last)
    totals = {
        pk: ListSizeTotal(held.patients, held.as_at, held.source, held.is_simulated)
        for pk, held in lists.items()
    }
    rebases = [
        Rebase(group=group, measure=row.key, month=row.day or month.first) for row in before.of("rebase")
    ]
    history = History(wide, months_shown(month), facts, totals, [], rebases)
    return history, Known(wide, facts, lists, references_of(group.pct, month.year))
