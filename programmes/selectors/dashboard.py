"""Everything the dashboard of one group and month shows, read once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from budgets.selectors.position import Position, position
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, User
from programmes.models import CommissioningPlan, PlanSignature, PlanVersion
from programmes.selectors.milestones import WaitingMilestones, milestones_waiting
from programmes.selectors.savings import Savings, savings
from referrals.selectors.completeness import Completeness, completeness, due_dates, returns_of
from referrals.selectors.rates import Rates, rates
from referrals.selectors.roster import Roster, roster

Status = CommissioningPlan.Status


@dataclass(frozen=True)
class WaitingPlan:
    """A plan out for signature: which of the three signs next."""

    plan: CommissioningPlan
    next_signer: str


@dataclass(frozen=True)
class Dashboard:
    """One group at the end of one month."""

    group: CommissioningGroup
    month: Month
    roster: Roster
    completeness: Completeness
    rates: Rates
    position: Position
    savings: Savings
    milestones: WaitingMilestones
    plan: WaitingPlan | None

    @property
    def decisions_waiting(self) -> int:
        """How many things wait for somebody to decide or sign."""
        return (
            len(self.milestones.waiting)
            + self.completeness.waiting_for_review
            + (1 if self.plan is not None else 0)
        )

    @property
    def is_empty(self) -> bool:
        """Nothing was expected, spent or planned in this month."""
        return not self.completeness.expected and self.position.is_empty and not self.savings.rows


def dashboard(*, group: CommissioningGroup, month: Month, user: User, today: dt.date) -> Dashboard:
    """The dashboard as `user` may see it, in ten queries whatever the number of practices."""
    listed = roster(group=group, month=month, user=user)
    returns = returns_of(roster=listed, user=user)
    due = due_dates(group, month.year.months)
    return Dashboard(
        group=group,
        month=month,
        roster=listed,
        completeness=completeness(roster=listed, returns=returns, due=due, today=today),
        rates=rates(roster=listed, returns=returns),
        position=position(roster=listed, user=user),
        savings=savings(group=group, month=month, user=user),
        milestones=milestones_waiting(group=group, user=user, today=today),
        plan=waiting_plan(group, user, FinancialYear.of(today)),
    )


def waiting_plan(group: CommissioningGroup, user: User, year: FinancialYear) -> WaitingPlan | None:
    """The group's plan that is out for signature, as far as this person may know of it; one query."""
    newest = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-number").values("pk")[:1]
    signed = (
        PlanSignature.objects.filter(version=OuterRef("newest"))
        .order_by()
        .values("version")
        .annotate(count=Count("pk"))
        .values("count")
    )
    plan = (
        CommissioningPlan.objects.visible_to(user)
        .filter(group=group, status=Status.SIGNING, year__lte=year.start_year + 1)
        .select_related("group")
        .annotate(newest=Subquery(newest))
        .annotate(signed=Subquery(signed))
        .order_by("-year")
        .first()
    )
    if plan is None:
        return None
    order = min((vars(plan)["signed"] or 0) + 1, len(PlanSignature.Order))
    return WaitingPlan(plan, str(PlanSignature.Order(order).label))
