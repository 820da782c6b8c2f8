"""What the automatic checks found for a group in a financial year: sums that name no patient."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from daccom import jobs
from daccom.calendar import FinancialYear, Month
from daccom.models import Job
from practices.models import CommissioningGroup, Practice, User
from practices.scope import member_rows
from referrals.models import Finding, Load
from referrals.selectors.check_settings import CHECK_JOB, Setting, Settings, job_key, settings_of
from referrals.selectors.roster import Roster, roster
from referrals.selectors.small_numbers import suppressed

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Sums:
    """How many findings, and pounds: `over` charged, and `under` charged as a positive sum."""

    count: int = 0
    over: Decimal = NOTHING
    under: Decimal = NOTHING

    @property
    def net(self) -> Decimal:
        return self.over - self.under

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.count + other.count, self.over + other.over, self.under + other.under)


@dataclass(frozen=True)
class RuleFindings:
    """One rule as the group set it, and what it found."""

    setting: Setting
    sums: Sums


@dataclass(frozen=True)
class PracticeFindings:
    """One practice's findings of all rules; `sums` is None where the reader may not know them."""

    practice: Practice
    sums: Sums | None


@dataclass(frozen=True)
class YearOfChecks:
    """A group's checks in a financial year. `is_stale`: a setting changed since the checks last ran."""

    year: FinancialYear
    rules: list[RuleFindings]
    practices: list[PracticeFindings]
    total: Sums
    is_simulated: bool
    is_stale: bool
    running: Job | None
    has_loads: bool


def checks_of(*, group: CommissioningGroup, year: FinancialYear, user: User) -> YearOfChecks:
    """The page of a group's checks; that `user` reads the group by name was checked before."""
    settings, job = settings_of(group, year), jobs.latest(CHECK_JOB, job_key(group.pk, year))
    found = _findings(group, year)
    by_rule = _sums(found, "rule")
    loads = Load.objects.current().filter(pct=group.pct_id, month__gte=year.first, month__lte=year.last)
    marks = list(loads.values_list("extract__is_simulated", flat=True).distinct())
    return YearOfChecks(
        year=year,
        rules=[RuleFindings(one, by_rule.get(code, Sums())) for code, one in settings.items()],
        practices=_by_practice(roster(group=group, month=year.months[-1], user=user), found),
        total=sum(by_rule.values(), Sums()),
        is_simulated=True in marks,
        is_stale=_is_stale(settings, job),
        running=job if job and job.status in jobs.OPEN else None,
        has_loads=bool(marks),
    )


def years_with_loads(group: CommissioningGroup, today: FinancialYear) -> list[FinancialYear]:
    """The years of the PCT's current loads and the one under way, the newest first; one query."""
    months = Load.objects.current().filter(pct=group.pct_id).order_by().values_list("month", flat=True)
    return sorted({today, *(Month(first).year for first in months.distinct())}, reverse=True)


def _findings(group: CommissioningGroup, year: FinancialYear) -> QuerySet[Finding]:
    """Those about the group's practices, in the months of their membership."""
    return (
        Finding.objects.current()
        .filter(member_rows([group.pk], "month"), month__gte=year.first, month__lte=year.last)
        .order_by()
    )


def _sums(found: QuerySet[Finding], by: str) -> dict[Any, Sums]:
    """Count and pounds for each value of the field `by`; one query."""
    rows = found.values_list(by).annotate(
        count=Count("pk"),
        over=Sum("amount", filter=Q(amount__gt=0), default=NOTHING),
        under=Sum("amount", filter=Q(amount__lt=0), default=NOTHING),
    )
    return {key: Sums(count, over, -under) for key, count, over, under in rows}


def _by_practice(listed: Roster, found: QuerySet[Finding]) -> list[PracticeFindings]:
    """Every practice of the year by name; 1 to 5 findings are for the practice itself to know."""
    sums = _sums(found, "practice_id")
    counts = {practice.pk: sums.get(practice.pk, Sums()).count for practice in listed.practices}
    hidden = suppressed(counts, listed.own)
    return [
        PracticeFindings(practice, None if practice.pk in hidden else sums.get(practice.pk, Sums()))
        for practice in listed.practices
    ]


def _is_stale(settings: Settings, job: Job | None) -> bool:
    """Whether somebody changed a setting since the last run of all checks began."""
    changes = [one.stored.changed_at for one in settings.values() if one.stored]
    last = job.started_at if job and job.status == Job.Status.DONE else None
    return bool(changes) and (last is None or max(changes) > last)
