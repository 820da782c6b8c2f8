"""The debt of 2007/08 as the plan leaves it open, and simulated proposals for freed-up money."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from budgets.models import Debt, ReinvestmentProposal, Repayment, StatedFigure
from practices.demo import story
from practices.demo.accounts import CHAIR, FINANCE, PROGRAMME_MANAGER
from practices.demo.moments import at
from practices.models import CommissioningGroup, Practice, User

OVERSPENT = 2007
YEARS = 2
STATED = "plan-05"
SOURCE = (
    "The plan states no amount for the debt: this is the overspend it forecast at month 10 (0.8%). "
    "Repayment over 2 years is what it says “may be allowed”."
)
DIRECTOR = "director@daccom.example"
Status = ReinvestmentProposal.Status
PROPOSALS = (
    (
        "",
        "Spirometry for every practice",
        "Patients with a cough that stays are tested in their own practice instead of waiting for a clinic.",
        24_000,
        PROGRAMME_MANAGER,
        Status.PROPOSED,
        dt.date(2009, 2, 12),
    ),
    (
        "",
        "A nurse for patients at the end of their lives",
        "More people are cared for and die at home, which most of them want.",
        38_500,
        PROGRAMME_MANAGER,
        Status.APPROVED,
        dt.date(2008, 11, 20),
    ),
    (
        "E82051",
        "Blood pressure monitors to take home",
        "Forty patients at a time measure at home for a week, and fewer are treated for nerves.",
        3_200,
        "manager@everest-house.example",
        Status.SPENT,
        dt.date(2008, 10, 9),
    ),
    (
        story.VISITOR,
        "A physiotherapist one morning a week",
        "Back pain is seen within a week, in the practice.",
        9_600,
        "manager@fernville.example",
        Status.DRAFT,
        dt.date(2009, 2, 18),
    ),
)
"""Practice (none: the group), what, why, pounds, by whom, how far it came, and when it was written."""
SPENT = Decimal("3048.50")


def load_debts() -> int:
    """Write the debt with its repayments, and the proposals; how many rows."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    users = User.objects.in_bulk(field_name="email")
    return _load_debt(group, users[FINANCE]) + _load_proposals(group, users)


def _load_debt(group: CommissioningGroup, finance: User) -> int:
    stated = StatedFigure.objects.get(group=group, code=STATED)
    amount = stated.amount or Decimal(0)
    debt = Debt.objects.create(
        group=group,
        year=OVERSPENT,
        amount=amount,
        source=SOURCE,
        recorded_at=at(dt.date(2008, 5, 14), 10),
        recorded_by=finance,
        is_simulated=True,
    )
    rows = [Repayment(debt=debt, year=OVERSPENT + n + 1, amount=amount / YEARS) for n in range(YEARS)]
    return 1 + len(Repayment.objects.bulk_create(rows))


def _load_proposals(group: CommissioningGroup, users: dict[str, User]) -> int:
    practices = Practice.objects.in_bulk(field_name="ods_code")
    rows = [
        ReinvestmentProposal(
            group=group,
            practice=practices.get(ods),
            year=2008,
            title=title,
            benefit=benefit,
            amount=Decimal(amount),
            status=status,
            saved_at=at(day, 14),
            saved_by=users[email],
            is_simulated=True,
            **_decided(status, day, users),
        )
        for ods, title, benefit, amount, email, status, day in PROPOSALS
    ]
    return len(ReinvestmentProposal.objects.bulk_create(rows))


def _decided(status: str, day: dt.date, users: dict[str, User]) -> dict[str, object]:
    if status not in (Status.APPROVED, Status.SPENT):
        return {}
    decided: dict[str, object] = {
        "decided_at": at(day + dt.timedelta(days=13), 18),
        "decided_by": users[CHAIR if status == Status.APPROVED else DIRECTOR],
        "decision_words": "Worth it, and the savings so far allow it.",
    }
    if status == Status.APPROVED:
        return decided
    return {
        **decided,
        "spent_at": at(day + dt.timedelta(days=75), 11),
        "spent_by": users[FINANCE],
        "spent_amount": SPENT,
    }
