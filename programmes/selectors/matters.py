"""What a group has before it in a month: what waits for somebody, limits set anew, how it forecasts.

Eight small tables in one query, for a page that reads everything else too. Every row has the same columns;
the tables are read whole, for no reader in particular.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from budgets.models import ForecastChoice, ForecastRecord, NonRecurrent, ReinvestmentProposal
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup
from programmes.models import CommissioningPlan, Milestone, PlanSignature, PlanVersion
from referrals.models import OutlierRequest, OutlierStep, Rebase

TEXT: CharField[str, str] = CharField()
AMOUNT: DecimalField[Decimal, Decimal] = DecimalField(max_digits=14, decimal_places=2)
NOTHING, NO_WORDS, SIMULATED = Value(None), Value(""), F("is_simulated")
COLUMNS = (
    "m_kind",
    "m_key",
    "m_title",
    "m_note",
    "m_state",
    "m_day",
    "m_began",
    "m_amount",
    "m_budget",
    "m_simulated",
)


class Row(NamedTuple):
    """What the columns hold depends on the kind; see the functions below."""

    kind: str
    key: str
    title: str
    note: str
    state: str
    day: dt.date | None
    began: dt.date | None
    amount: Decimal | None
    budget: Decimal | None
    is_simulated: bool


@dataclass(frozen=True)
class Matters:
    """The rows by kind."""

    rows: list[Row]

    def of(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]


def matters(*, group: CommissioningGroup, month: Month, first: Month, today: dt.date) -> Matters:
    """Everything of the group; rebases from `first` on, records of `month` and the one before; one query."""
    parts = [
        _plans(group, FinancialYear.of(today)),
        _outliers(group),
        _reinvestments(group),
        _rebases(group, first, month),
        _records(group, month),
        _choices(group, month),
        _once(group, month.year),
    ]
    rows = _milestones(group).union(*parts, all=True)
    return Matters([_row(values) for values in rows])


def _row(values: tuple[Any, ...]) -> Row:
    row = Row._make(values)
    return row._replace(
        amount=_pounds(row.amount), budget=_pounds(row.budget), is_simulated=bool(row.is_simulated)
    )


def _pounds(amount: Any) -> Decimal | None:
    return None if amount is None else Decimal(str(amount)).quantize(Decimal("0.01"))


def _columns(
    rows: QuerySet[Any],
    kind: str,
    *,
    key: Any,
    title: Any,
    note: Any = NO_WORDS,
    state: Any = NO_WORDS,
    day: Any = NOTHING,
    began: Any = NOTHING,
    amount: Any = NOTHING,
    budget: Any = NOTHING,
    simulated: Any = SIMULATED,
) -> QuerySet[Any, tuple[Any, ...]]:
    values = {
        "m_kind": Value(kind, output_field=TEXT),
        "m_key": Cast(key, TEXT),
        "m_title": Cast(title, TEXT),
        "m_note": Cast(note, TEXT),
        "m_state": Cast(state, TEXT),
        "m_day": Cast(day, DateField()),
        "m_began": Cast(began, DateField()),
        "m_amount": Cast(amount, AMOUNT),
        "m_budget": Cast(budget, AMOUNT),
        "m_simulated": simulated,
    }
    found: QuerySet[Any, tuple[Any, ...]] = rows.order_by().annotate(**values).values_list(*COLUMNS)
    return found


def _milestones(group: CommissioningGroup) -> QuerySet[Any, tuple[Any, ...]]:
    """Not yet approved: `title` the project, `note` the number, `began` when it was handed in."""
    rows = Milestone.objects.filter(project__programme__group=group)
    return _columns(
        rows.exclude(status=Milestone.Status.APPROVED),
        "milestone",
        key=F("pk"),
        title=F("project__title"),
        note=F("number"),
        state=F("status"),
        day=F("due_on"),
        began=F("submitted_on"),
    )


def _plans(group: CommissioningGroup, year: FinancialYear) -> QuerySet[Any, tuple[Any, ...]]:
    """Out for signature: `title` the year it begins in, `amount` how many have signed."""
    newest = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-number")
    signed = PlanSignature.objects.filter(version=OuterRef("newest")).order_by().values("version")
    rows = CommissioningPlan.objects.filter(
        group=group, status=CommissioningPlan.Status.SIGNING, year__lte=year.start_year + 1
    ).annotate(newest=Subquery(newest.values("pk")[:1]))
    return _columns(
        rows,
        "plan",
        key=F("pk"),
        title=F("year"),
        began=Subquery(newest.values("made_at__date")[:1]),
        amount=Coalesce(Subquery(signed.annotate(count=Count("pk")).values("count")), 0),
        simulated=Value(False),
    )


def _outliers(group: CommissioningGroup) -> QuerySet[Any, tuple[Any, ...]]:
    """Open requests: `title` the practice, `note` its code and the measure."""
    asked = OutlierStep.objects.filter(request=OuterRef("pk")).order_by("number")
    return _columns(
        OutlierRequest.objects.filter(group=group, status__in=OutlierRequest.OPEN),
        "outlier",
        key=F("pk"),
        title=F("practice__name"),
        note=Concat(F("practice__ods_code"), Value(" "), F("measure")),
        state=F("status"),
        day=F("due_on"),
        began=Subquery(asked.values("made_at__date")[:1]),
    )


def _reinvestments(group: CommissioningGroup) -> QuerySet[Any, tuple[Any, ...]]:
    """Proposals that nobody has decided: `amount` is what they ask for."""
    return _columns(
        ReinvestmentProposal.objects.filter(group=group, status=ReinvestmentProposal.Status.PROPOSED),
        "reinvestment",
        key=F("pk"),
        title=F("title"),
        began=F("saved_at__date"),
        amount=F("amount"),
    )


def _rebases(group: CommissioningGroup, first: Month, last: Month) -> QuerySet[Any, tuple[Any, ...]]:
    """Standing rebases of the group's own charts: `key` the measure, `day` the month."""
    rows = Rebase.objects.filter(group=group, practice=None, withdrawn_at=None)
    return _columns(
        rows.filter(month__gte=first.first, month__lte=last.first),
        "rebase",
        key=F("measure"),
        title=F("reason"),
        day=F("month"),
    )


def _records(group: CommissioningGroup, month: Month) -> QuerySet[Any, tuple[Any, ...]]:
    """Forecasts of the month and the one before: `key` the category's code, `state` the method."""
    months = [month.first, *([month.previous().first] if month.number > 1 else [])]
    return _columns(
        ForecastRecord.objects.filter(group=group, month__in=months),
        "record",
        key=F("category__code"),
        title=F("category__name"),
        state=F("method"),
        day=F("month"),
        amount=F("outturn"),
        budget=F("budget"),
    )


def _choices(group: CommissioningGroup, month: Month) -> QuerySet[Any, tuple[Any, ...]]:
    """Methods of forecasting chosen up to the month: `key` the category's code, `note` tells the newest."""
    return _columns(
        ForecastChoice.objects.filter(group=group, month__lte=month.first),
        "choice",
        key=F("category__code"),
        title=F("category__name"),
        note=F("pk"),
        state=F("method"),
        day=F("month"),
        amount=F("amount"),
    )


def _once(group: CommissioningGroup, year: FinancialYear) -> QuerySet[Any, tuple[Any, ...]]:
    """What comes once in the year: `key` the category, `day` its month."""
    rows = NonRecurrent.objects.filter(group=group, month__gte=year.first, month__lte=year.last)
    return _columns(
        rows.filter(withdrawn_at=None),
        "once",
        key=F("category"),
        title=F("words"),
        day=F("month"),
        amount=F("amount"),
    )
