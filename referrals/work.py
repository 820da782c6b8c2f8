"""What waits for practice staff and for the group, as items of the home page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse

from daccom.calendar import Month
from daccom.formats import plural
from daccom.work import WorkItem, register
from practices.models import Practice, Role, User
from referrals import rules
from referrals.selectors.months import PracticeMonth
from referrals.selectors.waiting import submitted_returns, unanswered, waiting_months


@register
def practice_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Months to send and episodes to answer, for the staff of a practice; four queries."""
    if not user.access.practice_ids:
        return
    practices = list(Practice.objects.filter(pk__in=user.access.practice_ids))
    months = waiting_months(practices, today)
    episodes = unanswered(months)
    several = len(practices) > 1
    for month in months:
        where = f", {month.practice}" if several else ""
        if rules.can_submit_return(user, month.practice):
            yield _return_item(month, where)
        if count := episodes.get((month.practice.pk, month.month.first)):
            yield _episodes_item(month, where, count)


def _return_item(month: PracticeMonth, where: str) -> WorkItem:
    queried = month.monthly_return if month.status == "queried" else None
    return WorkItem(
        title=f"{'Answer the query about' if queried else 'Send the return for'} {month.month}{where}",
        url=_url("referrals:return-detail", month),
        due=month.closes_on if queried else month.due_on,
        detail=queried.query_reason if queried else "",
        kind="Return",
    )


def _episodes_item(month: PracticeMonth, where: str, count: int) -> WorkItem:
    return WorkItem(
        title=f"Answer about {plural(count, 'episode')} of {month.month}{where}",
        url=_url("referrals:episode-list", month),
        due=month.due_on,
        detail="Five questions about each stay that cost more than the threshold",
        kind="Episodes",
    )


def _url(route: str, month: PracticeMonth) -> str:
    return reverse(route, kwargs={"ods": month.practice.ods_code, "month": month.month})


@register
def review_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Submitted returns to read, one item a month, for the programme manager; one query."""
    if not user.access.has(Role.PROGRAMME_MANAGER):
        return
    waiting = submitted_returns(user.access.own_group_ids)
    for first, returns in groupby(waiting, key=lambda row: row.month):
        names = [str(row.practice) for row in returns]
        month = Month(first)
        yield WorkItem(
            title=f"Review {plural(len(names), 'return')} for {month}",
            url=reverse("referrals:review-list") + f"#{month.slug}",
            detail=", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else ""),
            kind="Review",
        )
