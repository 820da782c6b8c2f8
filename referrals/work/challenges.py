"""What of the challenges waits for a practice, for the PCT's commissioner and for the programme manager."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from daccom.calendar import Month
from daccom.formats import long_date, money, plural
from daccom.work import WorkItem, register
from practices.models import PCT, CommissioningGroup, Practice, Role, User
from referrals.rules.challenges import can_raise_challenge, can_send_batches
from referrals.selectors.challenge_batches import Due, due_batches, unanswered
from referrals.selectors.challenge_register import of_group
from referrals.selectors.challenge_waiting import lapsing
from referrals.selectors.proposals import waiting_proposals
from referrals.words import names

SOON = 14
"""Days within which the programme manager hears of what will lapse."""
KIND = "Challenges"


@register
def proposals_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Challenges that nobody has raised yet, one item for each practice; six queries."""
    if not user.access.practice_ids:
        return
    own = [
        practice
        for practice in Practice.objects.filter(pk__in=user.access.practice_ids)
        if can_raise_challenge(user, practice)
    ]
    waiting = waiting_proposals(own, today) if own else []
    for practice in own:
        mine = [one for one in waiting if one.episode.practice_id == practice.pk]
        if mine:
            worth = sum(one.proposal.at_stake for one in mine)
            where = f", {practice}" if len(own) > 1 else ""
            yield WorkItem(
                title=f"Raise {plural(len(mine), 'challenge')} worth {money(worth)}{where}",
                url=reverse("referrals:proposal-list", kwargs={"ods": practice.ods_code}),
                due=min(one.dates.final_on for one in mine),
                detail="Your answers or the checks doubt what was charged. After the final date it is lost.",
                kind=KIND,
            )


@register
def commissioner_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Batches to make and replies to read, for those who send them; seven queries."""
    if not user.access.has(Role.PCT_COMMISSIONER):
        return
    for pct in PCT.objects.filter(pk__in=user.access.pct_ids):
        if can_send_batches(user, pct):
            due = [one for one in due_batches(pct, today) if one.may_go]
            if due:
                yield _batches_item(pct, due, Month.of(today))
    for batch, lost_after in unanswered(user.access.pct_ids, today).items():
        yield WorkItem(
            title=f"Settle the answers to batch {batch.reference}",
            url=reverse("referrals:batch-detail", kwargs={"pk": batch.pk}),
            due=lost_after,
            detail=f"Sent to {batch.provider}; some of it is lost after {long_date(lost_after)}.",
            kind=KIND,
        )


def _batches_item(pct: PCT, due: list[Due], month: Month) -> WorkItem:
    held = plural(sum(len(one.may_go) for one in due), "challenge")
    return WorkItem(
        title=f"Send the {month} batches: {held}",
        url=reverse("referrals:batch-list", kwargs={"pct": pct.ods_code}),
        due=min((one.lapse_on for one in due if one.lapse_on), default=None),
        detail=names([one.provider.name for one in due]),
        kind=KIND,
    )


@register
def lapsing_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """The pounds that will be lost within a fortnight, for the programme manager; three queries."""
    if not user.access.has(Role.PROGRAMME_MANAGER):
        return
    for group in CommissioningGroup.objects.filter(pk__in=user.access.own_group_ids):
        found = lapsing(of_group(user, group), today, SOON)
        if found:
            yield WorkItem(
                title=f"{money(found.sums.gross)} of challenges will lapse within {SOON} days",
                url=reverse("referrals:challenge-group", kwargs={"group": group.slug})
                + "?state=open&sort=closes#rows",
                due=found.first_on,
                detail=f"{plural(found.sums.count, 'challenge')} still open; ask the PCT and the provider",
                kind=KIND,
            )
