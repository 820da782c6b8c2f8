"""What waits for a decision about freed-up money, and for what it cost in the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from budgets import rules_forecasts as rules
from budgets.models import ReinvestmentProposal
from budgets.selectors.proposal_writers import writers_of
from daccom.formats import money
from daccom.work import WorkItem, register
from practices.models import Role, User

Status = ReinvestmentProposal.Status


@register
def proposals_to_move(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Proposals to decide, for the chair and directors; those to close, for PCT finance. Two queries."""
    if not user.access.has(*rules.DECIDERS, Role.PCT_FINANCE):
        return
    found = ReinvestmentProposal.objects.visible_to(user).filter(
        status__in=[Status.PROPOSED, Status.APPROVED]
    )
    rows = list(found.select_related("group", "practice"))
    writers = writers_of(rows) if rows else {}
    for row in rows:
        if row.status == Status.PROPOSED and rules.can_decide(user, row.group):
            if not rules.may_not_decide(user, row, writers[row.pk]):
                yield _item("Decide about", row)
        elif row.status == Status.APPROVED and rules.can_record_spent(user, row.group):
            yield _item("Record what was spent on", row)


def _item(verb: str, row: ReinvestmentProposal) -> WorkItem:
    return WorkItem(
        title=f"{verb} {row.title}, {row.practice or row.group}",
        url=reverse("budgets:proposal-detail", args=[row.pk]),
        detail=f"{money(row.amount)} of freed-up money",
        kind="Reinvestment",
    )
