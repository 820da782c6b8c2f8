"""Plain builders of debts and of proposals to spend freed-up money."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from budgets.models import Debt, ReinvestmentProposal, Repayment
from practices.models import CommissioningGroup, Practice, Role, RoleAssignment, User
from tests.budgets.builders import finance

SAVED_AT = dt.datetime(2009, 2, 2, 14, tzinfo=dt.UTC)


def make_debt(group: CommissioningGroup, amount: int = 1000, year: int = 2007, years: int = 2) -> Debt:
    """An overspend repaid in equal parts; the same year gives the same row."""
    values = {
        "amount": Decimal(amount),
        "source": "Accounts",
        "recorded_at": SAVED_AT,
        "recorded_by": finance(),
    }
    debt, is_new = Debt.objects.get_or_create(group=group, year=year, defaults=values)
    if is_new:
        Repayment.objects.bulk_create(
            Repayment(debt=debt, year=year + later, amount=Decimal(amount) / years)
            for later in range(1, years + 1)
        )
    return debt


def holder(role: Role) -> User:
    return RoleAssignment.objects.filter(role=role)[0].user


def make_proposal(
    group: CommissioningGroup,
    practice: Practice | None = None,
    status: str = "draft",
    amount: str | int = 100,
    by: User | None = None,
) -> ReinvestmentProposal:
    """A proposal of 2008/09 by the practice manager, or by the programme manager for the group."""
    return ReinvestmentProposal.objects.create(
        group=group,
        practice=practice,
        year=2008,
        title="A physiotherapist in the practice",
        benefit="Back pain is seen within a week.",
        amount=Decimal(amount),
        status=status,
        saved_at=SAVED_AT,
        saved_by=by or holder(Role.PRACTICE_MANAGER if practice else Role.PROGRAMME_MANAGER),
        **_moved(status, amount),
    )


def _moved(status: str, amount: str | int) -> dict[str, Any]:
    """What the database asks for in each state."""
    fields: dict[str, Any] = {}
    if status in ("approved", "declined", "spent"):
        fields = {
            "decided_at": SAVED_AT,
            "decided_by": holder(Role.DIRECTOR),
            "decision_words": "We looked at it together.",
        }
    if status == "spent":
        fields |= {"spent_at": SAVED_AT, "spent_by": finance(), "spent_amount": Decimal(amount)}
    return fields
