"""Proposals to spend freed-up money: drafted, proposed, decided by somebody else, and spent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from budgets.models import ReinvestmentProposal
from budgets.rules_forecasts import may_not_decide
from budgets.selectors.freed import freed_now
from budgets.selectors.proposal_writers import writers_of
from budgets.workflow import APPROVE, CHANGE, DECLINE, PROPOSE, SPEND
from daccom import audit, calendar
from daccom.errors import Refused
from daccom.formats import money
from daccom.workflow import Transition, move
from practices.models import CommissioningGroup, Practice, User


@transaction.atomic
def draft_proposal(
    *,
    group: CommissioningGroup,
    practice: Practice | None,
    year: int,
    title: str,
    benefit: str,
    amount: Decimal,
    by: User,
) -> ReinvestmentProposal:
    """A new draft for a practice's share, or (practice None) for the group's."""
    made = ReinvestmentProposal.objects.create(
        group=group,
        practice=practice,
        year=year,
        title=title,
        benefit=benefit,
        amount=amount,
        saved_at=calendar.now(),
        saved_by=by,
    )
    audit.record(by=by, verb="reinvestment.drafted", target=made, after={"title": title, "amount": amount})
    return made


@transaction.atomic
def change_proposal(
    *, proposal: ReinvestmentProposal, title: str, benefit: str, amount: Decimal, seen: int, by: User
) -> None:
    """Save a draft again; `seen` is the edition the person had before them. Raises Refused."""
    values = {"title": title, "benefit": benefit, "amount": amount}
    fields = {**values, "edition": F("edition") + 1, "saved_at": calendar.now(), "saved_by": by}
    _step(proposal, CHANGE, seen, **fields)
    before = {name: getattr(proposal, name) for name in values}
    audit.record(by=by, verb="reinvestment.changed", target=proposal, before=before, after=values)


@transaction.atomic
def propose(*, proposal: ReinvestmentProposal, seen: int, by: User, today: dt.date) -> None:
    """Ask for a decision. Raises Refused when it is more than is left, with the figure."""
    _check_left(proposal, by, today)
    _step(proposal, PROPOSE, seen)
    _record(proposal, PROPOSE, "reinvestment.proposed", by)


@transaction.atomic
def decide_proposal(
    *, proposal: ReinvestmentProposal, approve: bool, words: str, by: User, today: dt.date
) -> None:
    """Approve or decline what is proposed, once; declining says why.

    Raises Refused for whoever wrote it, for a practice of one's own, and when less is left than it takes.
    """
    if why := may_not_decide(by, proposal, writers_of([proposal])[proposal.pk]):
        raise Refused("reinvestment.own", why, "The Executive chair or another director decides.")
    if not approve and not words:
        raise Refused("reinvestment.words", "A proposal is declined with a reason.", "Say why.")
    if approve:
        _check_left(proposal, by, today)
    step = APPROVE if approve else DECLINE
    _step(proposal, step, decided_at=calendar.now(), decided_by=by, decision_words=words)
    verb = "reinvestment.approved" if approve else "reinvestment.declined"
    _record(proposal, step, verb, by, {"words": words})


@transaction.atomic
def record_spent(*, proposal: ReinvestmentProposal, amount: Decimal, by: User) -> None:
    """What an approved proposal cost in the end, at most what was approved. Raises Refused."""
    if not 0 <= amount <= proposal.amount:
        raise Refused(
            "reinvestment.spent-more",
            f"{money(amount)} is not between nought and the {money(proposal.amount)} that were approved.",
            "What goes beyond needs a proposal of its own.",
        )
    _step(proposal, SPEND, spent_at=calendar.now(), spent_by=by, spent_amount=amount)
    _record(proposal, SPEND, "reinvestment.spent", by, {"spent": amount})


def _check_left(proposal: ReinvestmentProposal, by: User, today: dt.date) -> None:
    """One proposal of a group after the other: the lock is the group's row."""
    group = CommissioningGroup.objects.select_for_update().get(pk=proposal.group_id)
    share = freed_now(group=group, year=proposal.year, user=by, today=today, without=proposal.pk).of(
        proposal.practice
    )
    if proposal.amount <= share.left:
        return
    whose = proposal.practice or group
    freed = "nothing is known to be freed up" if share.freed is None else f"its share is {money(share.freed)}"
    raise Refused(
        "reinvestment.beyond",
        f"{money(proposal.amount)} is more than is left for {whose}: {freed}, "
        f"{money(share.taken)} of it is taken, {money(share.left)} is left.",
        "Propose less, or wait until more is freed up.",
    )


def _step(
    proposal: ReinvestmentProposal, step: Transition, seen: int | None = None, **fields: object
) -> None:
    rows = ReinvestmentProposal.objects.filter(pk=proposal.pk)
    if seen is not None:
        rows = rows.filter(edition=seen)
    if not move(rows, step, **fields):
        raise Refused(
            "reinvestment.moved-on",
            "This proposal was changed after you opened the page. Nothing was recorded.",
            "Read it again before you go on.",
        )


def _record(
    proposal: ReinvestmentProposal,
    step: Transition,
    verb: str,
    by: User,
    more: dict[str, object] | None = None,
) -> None:
    before, after = {"status": proposal.status}, {"status": step.target, **(more or {})}
    audit.record(by=by, verb=verb, target=proposal, before=before, after=after)
