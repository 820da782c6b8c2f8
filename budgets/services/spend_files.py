"""Posting a whole file of spend: all of its lines, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction

from budgets.models import Category, MonthlySpend
from budgets.services.spend import refuse_closed, refuse_month_not_over
from daccom import audit, calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import plural
from practices.models import CommissioningGroup, Membership, Practice, User

Key = tuple[int, int, dt.date]


@dataclass(frozen=True)
class FileLine:
    """What to post for a practice and category (ids) in a month; `seen` is what the person saw posted."""

    practice: int
    category: int
    month: Month
    seen: Decimal | None
    amount: Decimal

    @property
    def key(self) -> Key:
        return self.practice, self.category, self.month.first


@transaction.atomic
def post_file(
    *, group: CommissioningGroup, lines: Sequence[FileLine], file_name: str, by: User, today: dt.date
) -> int:
    """Post or correct every line; how many. Raises Refused, and then nothing is stored.

    Refused are a month that is not over, a practice that was not in the group (or closed) in the month, a
    closed category, and any line that is posted otherwise by now than the person saw.
    """
    practices = Practice.objects.in_bulk({line.practice for line in lines})
    categories = Category.objects.select_related("parent__parent").in_bulk({line.category for line in lines})
    members = list(Membership.objects.filter(group=group, practice__in=practices))
    for line in lines:
        refuse_month_not_over(line.month, today)
        refuse_closed(categories[line.category], line.month, line.amount)
        _refuse_others(practices[line.practice], line.month, members)
    rows = {
        (row.practice_id, row.category_id, row.month): row
        for row in MonthlySpend.objects.select_for_update().filter(
            practice__in=practices, month__in={line.month.first for line in lines}
        )
    }
    _refuse_changed(lines, rows)
    _store(lines, rows, by)
    audit.record(
        by=by,
        verb="spend.file-posted",
        target=group,
        after={"file": file_name, "lines": len(lines), "pounds": sum(line.amount for line in lines)},
    )
    return len(lines)


def _refuse_others(practice: Practice, month: Month, members: list[Membership]) -> None:
    day = month.first
    belongs = any(
        member.practice_id == practice.pk
        and member.joined_on <= day
        and (member.left_on is None or member.left_on > day)
        for member in members
    )
    if not belongs or (practice.closed_on is not None and practice.closed_on <= day):
        raise Refused(
            "spend.not-in-the-group",
            f"{practice} was not in the group, or was closed, in {month}.",
            "Take its lines of that month out of the file.",
        )


def _refuse_changed(lines: Sequence[FileLine], rows: Mapping[Key, MonthlySpend]) -> None:
    changed = [line for line in lines if line.seen != (rows[line.key].amount if line.key in rows else None)]
    if changed:
        raise _changed_meanwhile(plural(len(changed), "line"))


def _changed_meanwhile(what: str) -> Refused:
    return Refused(
        "spend.changed",
        f"Somebody posted {what} of your file after you read it. Nothing was stored this time.",
        "Look at what is posted now, and post yours over it if it is right.",
    )


def _store(lines: Sequence[FileLine], rows: Mapping[Key, MonthlySpend], by: User) -> None:
    moment = calendar.now()
    new: list[MonthlySpend] = []
    corrected: list[MonthlySpend] = []
    for line in lines:
        row = rows.get(line.key)
        (new if row is None else corrected).append(_posted(line, row, by, moment))
    MonthlySpend.objects.bulk_update(corrected, ["amount", "posted_at", "posted_by", "is_simulated"])
    try:
        with transaction.atomic():
            MonthlySpend.objects.bulk_create(new)
    except IntegrityError:
        raise _changed_meanwhile("a line") from None
    stored = {(row.practice_id, row.category_id, row.month): row for row in [*new, *corrected]}
    audit.record_all(
        by=by,
        verb="spend.posted",
        changes=[(stored[line.key], {"amount": line.seen}, {"amount": line.amount}) for line in lines],
    )


def _posted(line: FileLine, row: MonthlySpend | None, by: User, moment: dt.datetime) -> MonthlySpend:
    row = row or MonthlySpend(practice_id=line.practice, category_id=line.category, month=line.month.first)
    row.amount, row.posted_at, row.posted_by, row.is_simulated = line.amount, moment, by, False
    return row
