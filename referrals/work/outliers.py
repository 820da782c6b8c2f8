"""What of requests about figures waits: for the practice that was asked, and for who reads its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse

from daccom.formats import in_sentence, plural
from daccom.work import WorkItem, register
from practices.models import User
from referrals.rules.returns import REVIEWERS
from referrals.rules.run_charts import can_ask
from referrals.selectors.outliers import answered_in, asked_of
from referrals.words import names

KIND = "Outside the limits"


@register
def asked_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """What a practice is to answer, for its manager and GPs: they alone belong to it; one query."""
    if not user.access.practice_ids:
        return
    several = len(user.access.practice_ids) > 1
    for one in asked_of(user.access.practice_ids):
        where = f", {one.practice}" if several else ""
        yield WorkItem(
            title=f"Give reasons and a plan: {in_sentence_of(one.get_measure_display())}{where}",
            url=reverse("referrals:outlier-detail", kwargs={"pk": one.pk}),
            due=one.due_on,
            detail=one.finding,
            kind=KIND,
        )


@register
def answered_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Answers to read, one item a group; one query."""
    if not user.access.has(*REVIEWERS):
        return
    rows = answered_in(user.access.own_group_ids, user.access.practice_ids)
    mine = [one for one in rows if can_ask(user, one.practice, one.group_id)]
    for group, found in groupby(sorted(mine, key=lambda one: one.group_id), key=lambda one: one.group):
        answers = list(found)
        yield WorkItem(
            title=f"Read {plural(len(answers), 'answer')} about figures",
            url=reverse("referrals:outlier-list", kwargs={"group": group.slug}) + "?show=answered",
            detail=names([one.practice.name for one in answers]),
            kind=KIND,
        )


def in_sentence_of(label: str) -> str:
    """A measure's name within a title; “A&E attendances” keeps its letters."""
    return label if label[:2].isupper() or "&" in label[:3] else in_sentence(label)
