"""A practice's month: its dates, its threshold and what has become of its return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone

from daccom.calendar import FinancialYear, Month
from practices.models import Membership, Practice, User
from referrals.models import MonthlyReturn, ReportingPeriod, ReturnExtension
from referrals.selectors.extensions import due_day, extensions_of, held


@dataclass(frozen=True)
class PracticeMonth:
    """One practice in one month. `monthly_return` None means that nothing was ever saved: missing.

    `period` has the group's dates; `due_on` and `closes_on` are the practice's own, with its extensions.
    `facts` keeps what selectors read for it, so that a page reads it once.
    """

    practice: Practice
    month: Month
    period: ReportingPeriod
    monthly_return: MonthlyReturn | None = None
    facts: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def group_id(self) -> int:
        return self.period.group_id

    @property
    def threshold(self) -> Decimal:
        """Pounds; an episode is validated when it cost more."""
        return self.period.validation_threshold

    @property
    def status(self) -> str:
        return self.monthly_return.status if self.monthly_return else "missing"

    @property
    def edition(self) -> int:
        return self.monthly_return.edition if self.monthly_return else 0

    @property
    def versions_sent(self) -> int:
        return self.monthly_return.versions_sent if self.monthly_return else 0

    @property
    def is_open(self) -> bool:
        """Whether the practice still has it in hand: nothing sent yet, or it came back with a query."""
        return self.monthly_return is None or self.monthly_return.is_open

    @property
    def sent_on(self) -> dt.date | None:
        """The day of the first submission, which decides on time or late."""
        sent = self.monthly_return and self.monthly_return.first_submitted_at
        return timezone.localdate(sent) if sent else None

    @property
    def extensions(self) -> Sequence[ReturnExtension]:
        """Every leave to send later that was granted, the oldest first; one query, the first time."""
        if "extensions" not in self.facts:
            granted = extensions_of([self.practice], [self.month])
            self.facts["extensions"] = granted.get((self.practice.pk, self.month.first), ())
        found: Sequence[ReturnExtension] = self.facts["extensions"]
        return found

    @property
    def extension(self) -> ReturnExtension | None:
        """The leave to send later that holds, if any."""
        return held(self.extensions)

    @property
    def due_on(self) -> dt.date:
        """The last day on which the first submission is on time."""
        first_sent = self.monthly_return.first_submitted_at if self.monthly_return else None
        return due_day(self.period.due_on, self.extensions, first_sent)

    @property
    def closes_on(self) -> dt.date:
        """The last day on which the month can be sent."""
        return max(self.period.closes_on, self.extension.until) if self.extension else self.period.closes_on

    @property
    def is_by_extension(self) -> bool:
        """Whether what was sent is on time only because of an extension."""
        return bool(self.sent_on and self.period.due_on < self.sent_on <= self.due_on)

    @property
    def days_late(self) -> int:
        """Days between the due day and the first submission; 0 for on time or not sent."""
        return max((self.sent_on - self.due_on).days, 0) if self.sent_on else 0

    def is_late(self, day: dt.date) -> bool:
        """Whether something first sent on `day` would be late; the due day itself is on time."""
        return day > self.due_on

    def is_over(self, today: dt.date) -> bool:
        return today > self.month.last

    def has_begun(self, today: dt.date) -> bool:
        return today >= self.month.first

    def is_closed(self, today: dt.date) -> bool:
        return self.period.is_closed(today) and today > self.closes_on

    def can_change(self, today: dt.date) -> bool:
        """Whether figures and answers can still be saved."""
        return self.is_open and self.has_begun(today) and not self.is_closed(today)


def practice_month(practice: Practice, month: Month) -> PracticeMonth | None:
    """The practice's month, in two or three queries; None when it was in no group then."""
    sent = MonthlyReturn.objects.filter(practice=practice).for_month(month).select_related("submitted_by")
    return month_with(practice, month, sent.first())


def month_with(practice: Practice, month: Month, sent: MonthlyReturn | None) -> PracticeMonth | None:
    """The same where the return is known already (None: there is none)."""
    period = _period(practice, month)
    return PracticeMonth(practice, month, period, sent) if period else None


def practice_and_return(
    practices: QuerySet[Practice], ods_code: str, month: Month
) -> tuple[Practice, MonthlyReturn | None] | None:
    """One of `practices` by its ODS code and its return for the month, in one query; None: not among them."""
    theirs = FilteredRelation("returns", condition=Q(returns__month=month.first))
    found = (
        practices.filter(ods_code=ods_code)
        .annotate(return_then=theirs)
        .select_related("return_then__submitted_by")  # type: ignore[misc]
        .first()
    )
    return (found, found.__dict__.pop("return_then", None)) if found else None


def _period(practice: Practice, month: Month) -> ReportingPeriod | None:
    """The period of the practice's group of that month: the stored one, or the usual."""
    stored = ReportingPeriod.objects.filter(
        Q(group__memberships__left_on=None) | Q(group__memberships__left_on__gt=month.first),
        month=month.first,
        group__memberships__practice=practice,
        group__memberships__joined_on__lte=month.first,
    ).first()
    if stored:
        return stored
    member = Membership.objects.on(month.first).filter(practice=practice).first()
    return ReportingPeriod.usual(group_id=member.group_id, month=month) if member else None


def months_of(practice: Practice, year: FinancialYear, today: dt.date) -> list[PracticeMonth]:
    """April to the current month (or March) of `year`, as far as the practice was in a group; newest last."""
    months = year.months_to(Month.of(today))
    return months_among([practice], months)


def months_among(practices: list[Practice], months: list[Month]) -> list[PracticeMonth]:
    """Every month of `months` for every practice that was in a group then, in four queries."""
    firsts = [month.first for month in months]
    returns = {
        (row.practice_id, row.month): row
        for row in MonthlyReturn.objects.filter(practice__in=practices, month__in=firsts)
    }
    members = list(Membership.objects.filter(practice__in=practices))
    periods = {
        (row.group_id, row.month): row
        for row in ReportingPeriod.objects.filter(
            group__in={member.group_id for member in members}, month__in=firsts
        )
    }
    granted = extensions_of(practices, months)
    found = []
    for practice in practices:
        for month in months:
            group_id = _group_on(members, practice, month.first)
            if group_id is not None:
                key = practice.pk, month.first
                period = periods.get((group_id, month.first)) or ReportingPeriod.usual(
                    group_id=group_id, month=month
                )
                facts = {"extensions": granted.get(key, ())}
                found.append(PracticeMonth(practice, month, period, returns.get(key), facts))
    return found


def _group_on(members: list[Membership], practice: Practice, day: dt.date) -> int | None:
    return next(
        (
            member.group_id
            for member in members
            if member.practice_id == practice.pk
            and member.joined_on <= day
            and (member.left_on is None or member.left_on > day)
        ),
        None,
    )


def years_of(practice: Practice, today: dt.date) -> list[FinancialYear]:
    """The financial years since the practice first joined a group, the newest first."""
    joined = Membership.objects.filter(practice=practice).order_by("joined_on").first()
    first = FinancialYear.of(joined.joined_on if joined else today)
    last = FinancialYear.of(today)
    return [FinancialYear(start) for start in range(last.start_year, first.start_year - 1, -1)]


def readable_month(user: User, ods_code: str, month: Month) -> PracticeMonth | None:
    """The month of a practice whose returns `user` may read: an own one, or one of their groups then."""
    access = user.access
    members = Membership.objects.on(month.first).filter(group__in=access.named_group_ids).values("practice")
    practice = Practice.objects.filter(
        Q(pk__in=access.practice_ids) | Q(pk__in=members), ods_code=ods_code
    ).first()
    return practice_month(practice, month) if practice else None
