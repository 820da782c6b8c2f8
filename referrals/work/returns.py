"""What waits for practice staff and for the group, as items of the home page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse

from daccom.calendar import Month
from daccom.formats import long_date, plural
from daccom.work import WorkItem, register
from practices.models import Practice, Role, User
from referrals import rules
from referrals.models import MonthlyReturn
from referrals.selectors.certifying import prepared_by_same
from referrals.selectors.months import PracticeMonth
from referrals.selectors.waiting import submitted_returns, unanswered, waiting_months


@register
def practice_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Months to send and episodes to answer, for the staff of a practice; five queries."""
    if not user.access.practice_ids:
        return
    practices = list(Practice.objects.filter(pk__in=user.access.practice_ids))
    months = waiting_months(practices, today)
    episodes = unanswered(months)
    several = len(practices) > 1
    for month in months:
        where = f", {month.practice}" if several else ""
        if rules.can_submit_return(user, month.practice):
            yield _return_item(month, where, user)
        if count := episodes.get((month.practice.pk, month.month.first)):
            yield _episodes_item(month, where, count)


def _return_item(month: PracticeMonth, where: str, user: User) -> WorkItem:
    queried = month.monthly_return if month.status == "queried" else None
    return WorkItem(
        title=f"{'Answer the query about' if queried else 'Send the return for'} {month.month}{where}",
        url=_url("referrals:return-detail", month),
        due=month.closes_on if queried else month.due_on,
        detail=queried.query_reason if queried else _hint(month, user),
        kind="Return",
    )


def _hint(month: PracticeMonth, user: User) -> str:
    """What is out of the ordinary about sending this month; "" for nothing."""
    if words := prepared_by_same(month, user):
        return words
    return f"Extension until {long_date(month.extension.until)}" if month.extension else ""


def _episodes_item(month: PracticeMonth, where: str, count: int) -> WorkItem:
    return WorkItem(
        title=f"Answer about {plural(count, 'episode')} of {month.month}{where}",
        url=_url("referrals:episode-list", month),
        due=month.due_on,
        detail="Five questions about each stay that cost more than the threshold.",
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
        names = [_named(row) for row in returns]
        month = Month(first)
        yield WorkItem(
            title=f"Review {plural(len(names), 'return')} for {month}",
            url=reverse("referrals:review-list") + f"#{month.slug}",
            detail=", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else ""),
            kind="Review",
        )


def _named(sent: MonthlyReturn) -> str:
    return f"{sent.practice} (answers your question)" if sent.query_answer else str(sent.practice)
