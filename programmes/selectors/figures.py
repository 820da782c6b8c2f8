"""The figures of a group's month, read once, for no reader in particular.

They are what a group's page is made from and what a snapshot keeps; `programmes.figures.reading` leaves out
what a reader does not get.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from budgets.selectors.position import Position, position
from daccom.calendar import FinancialYear, Month
from practices.access import Access
from practices.models import CommissioningGroup, User
from practices.selectors.list_sizes import list_size_totals
from programmes.figures import GroupFigures
from programmes.figures.build_change import challenge_figures, milestone_decision, savings_figures
from programmes.figures.build_measures import measure_figures, practice_lists
from programmes.figures.build_money import money_figures
from programmes.figures.build_returns import return_figures
from programmes.figures.change import Decision, DecisionFigures
from programmes.figures.money import ForecastFigures, ForecastRow, MoneyRow
from programmes.selectors.milestones import milestones_waiting
from programmes.selectors.savings import savings
from programmes.selectors.signing import waiting_plan
from referrals.models import OutlierRequest
from referrals.selectors.completeness import Completeness, completeness, due_dates, returns_of
from referrals.selectors.facts import month_facts, months_between
from referrals.selectors.roster import roster

YEARS_BACK = 2
"""So many years of months are followed before the month in view."""


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
    """The group's figures at the end of `month` as they stand on `today`.

    The number of queries does not depend on the number of practices. Waiting decisions are today's.
    """
    reader = whole_group(group)
    listed = roster(group=group, month=month, user=reader)
    first = month.year.months[0]
    months = months_between(Month(first.first.replace(year=first.first.year - YEARS_BACK)), month)
    facts = month_facts(roster=listed, user=reader, first=months[0], last=month)
    members = listed.expected(month)
    lists = list_size_totals(members, month.last)
    found = completeness(
        roster=listed,
        returns=returns_of(roster=listed, user=reader),
        due=due_dates(group, month.year.months),
        today=today,
    )
    money = position(roster=listed, user=reader)
    saved = savings(group=group, month=month, user=reader)
    return GroupFigures(
        group=group.name,
        month=month,
        as_of=today,
        practices=practice_lists(members, lists),
        returns=return_figures(found),
        money=money_figures(money),
        forecast=forecast_figures(money),
        measures=measure_figures(listed, facts, lists, months),
        savings=savings_figures(saved),
        challenges=challenge_figures(listed, facts),
        decisions=DecisionFigures(list(_decisions(group, reader, found, today))),
        is_simulated=found.is_simulated or any(fact.is_simulated for fact in facts.values()),
    )


def forecast_figures(found: Position) -> ForecastFigures:
    """The straight line over the months posted."""
    figures = money_figures(found)
    rows = [_straight(row) for row in figures.by_category]
    return ForecastFigures(rows, _straight(figures.total), figures.is_simulated)


def _straight(row: MoneyRow) -> ForecastRow:
    return ForecastRow(row.key, row.name, "Straight line", row.budget, row.outturn, None)


def _decisions(
    group: CommissioningGroup, reader: User, found: Completeness, today: dt.date
) -> Iterator[Decision]:
    """What waits for somebody today, what the Executive decides first."""
    milestones = milestones_waiting(group=group, user=reader, today=today)
    yield from (milestone_decision(one, "milestone") for one in milestones.waiting)
    if waiting := found.waiting_for_review:
        yield Decision("returns", "", str(found.month.year), "", None, False, waiting, "", False)
    plan = waiting_plan(group, reader, FinancialYear.of(today))
    if plan is not None:
        note = f"next is the {plan.next_signer}"
        yield Decision("plan", str(plan.plan.pk), str(plan.plan), note, None, False, 1, "", False)
    requests = OutlierRequest.objects.visible_to(reader).filter(group=group, status__in=OutlierRequest.OPEN)
    yield from (_outlier(one, today) for one in requests.select_related("practice"))
    yield from (milestone_decision(one, "milestone_late") for one in milestones.late)


def _outlier(request: OutlierRequest, today: dt.date) -> Decision:
    """Asked: the practice answers by a day. Answered: the Executive reads it."""
    is_asked = request.status == OutlierRequest.Status.ASKED
    return Decision(
        kind="outlier_asked" if is_asked else "outlier_answered",
        key=str(request.pk),
        title=f"{request.practice}: {request.get_measure_display()}",
        note=str(request.get_status_display()),
        due_on=request.due_on,
        is_late=is_asked and request.due_on < today,
        count=1,
        practice=request.practice.ods_code,
        is_simulated=request.is_simulated,
    )
