"""Run charts equal the months behind them, and requests stand where their history left them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from daccom import calendar
from daccom.calendar import Month
from daccom.ledger import Figure, register
from referrals.ledger.rates import list_sizes
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.models import Measure, MonthFact, OutlierRequest, OutlierStep
from referrals.selectors.outliers import outlier_counts
from referrals.selectors.run_charts import (
    History,
    Series,
    group_series,
    hidden_months,
    history,
    practice_series,
)

COLUMNS: dict[str, tuple[str, ...]] = {
    "referrals": ("referrals",),
    "first_outpatient": ("opfa_activity",),
    "follow_up": ("opfup_activity",),
    "outpatient_procedure": ("opproc_activity",),
    "elective": ("el_activity", "dc_activity"),
    "emergency": ("nel_activity", "nelst_activity"),
    "a_and_e": ("ae_activity",),
    "acute_cost": tuple(
        f"{pod}_cost" for pod in ("el", "dc", "nel", "nelst", "opfa", "opfup", "opproc", "ae")
    ),
}
LEADS_TO = {"asked": "asked", "returned": "asked", "answered": "answered", "closed": "closed"}
Rows = dict[tuple[int, Month], dict[str, Any]]


@register("run charts equal the facts of their months")
def run_chart_points() -> Iterator[Figure]:
    """Every point of every chart that ends with the last month of which a practice sent something."""
    for read in read_groups():
        if read.months:
            found = history(group=read.group, month=read.months[-1], user=read.reader)
            yield from _points(found, read)


def _points(found: History, read: ReadGroup) -> Iterator[Figure]:
    rows: Rows = {
        (row["practice_id"], Month(row["month"])): row
        for row in MonthFact.objects.filter(practice__in=read.ids).values()
    }
    sizes = list_sizes(found.month, read.ids)
    for measure in Measure:
        yield from _of_group(group_series(found, measure), read, rows, sizes)
        hidden = hidden_months(found, measure)
        for practice in found.practices:
            series = practice_series(found, measure, practice, hidden)
            for point in series.chart.points:
                if point.value is not None:
                    counted = _counted(rows.get((practice.pk, point.at)), measure)
                    what = f"{measure} of {practice.ods_code}, {point.at}"
                    yield Figure(what, point.value, None if counted is None else float(counted))


def _of_group(series: Series, read: ReadGroup, rows: Rows, sizes: dict[int, int]) -> Iterator[Figure]:
    per = 1 if series.is_money else 1000
    for point in series.chart.points:
        total, patients = Decimal(0), 0
        for practice in read.practices_in(point.at.first):
            counted = _counted(rows.get((practice.pk, point.at)), series.measure)
            if counted is not None and practice.pk in sizes:
                total, patients = total + counted, patients + sizes[practice.pk]
        shown = None if point.value is None else round(point.value, 6)
        rate = round(float(total) * per / patients, 6) if patients else None
        yield Figure(f"{series.measure} of {read.group}, {point.at}", shown, rate)


def _counted(row: dict[str, Any] | None, measure: str) -> Decimal | None:
    if row is None or (measure != "referrals" and not row["has_activity"]):
        return None
    values = [row[column] for column in COLUMNS[measure]]
    return None if None in values else Decimal(sum(values))


@register("requests stand where their history left them")
def requests_stand() -> Iterator[Figure]:
    """Each request's state, and what each group's page counts of them."""
    today = calendar.today()
    states: dict[int, str] = {}
    for pk, verb in OutlierStep.objects.order_by("request", "number").values_list("request", "verb"):
        states[pk] = states.get(pk, "") if verb == "noted" else LEADS_TO.get(verb, "withdrawn")
    requests = list(OutlierRequest.objects.order_by("pk"))
    for one in requests:
        yield Figure(f"request {one.pk}", one.status, states.get(one.pk))
    for read in read_groups():
        own = [one for one in requests if one.group_id == read.group.pk]
        tally = Counter(states.get(one.pk) for one in own)
        late = sum(states.get(one.pk) == "asked" and one.due_on < today for one in own)
        shown = outlier_counts(read.group, read.reader, today)
        counted = (tally["asked"], late, tally["answered"])
        yield Figure(f"requests of {read.group}", (shown.waiting, shown.overdue, shown.answered), counted)
