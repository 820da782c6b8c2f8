"""The rows that the automatic checks look at, as polars frames: a load at a time, never a whole year.

Imports polars: for services that run in a worker, not for pages.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, cast

import polars as pl
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from daccom.calendar import Month
from practices.models import Membership, Practice
from referrals.checks.base import Provided
from referrals.checks.frames import ADMITTED, ROW
from referrals.models import Load, Reconciliation, Tariff

AT_ONCE = 20_000
"""Rows fetched at a time where the database cannot hand over a whole column."""
COLUMNS = """id, practice_id, spell_id, episode_id, nhs_number, pod, specialty_id, admission_method,
    CAST(admission_date AS TEXT) AS admitted, CAST(discharge_date AS TEXT) AS discharged,
    hrg, length_of_stay, excess_bed_days,
    CAST(ROUND(spell_cost * 100) AS BIGINT) AS spell,
    CAST(ROUND(excess_bed_day_cost * 100) AS BIGINT) AS bed_days,
    CAST(ROUND(total_cost * 100) AS BIGINT) AS total"""
EARLIER = {"episode_id": pl.String, "charged": pl.Int64, "received_on": pl.Date}


def provided_for(load: Load, *, reach: int = 0, numbers: Sequence[str] | None = None) -> Provided:
    """All that the checks need to judge the rows of `load`, or of the patients in `numbers` only.

    Its stays are compared with those of other months up to `reach` days before or after them.
    """
    rows = _rows("load_id = %s", [load.pk], numbers)
    received = timezone.localdate(load.extract.received_at)
    dates = reconciliation(load)
    return Provided(
        rows=rows,
        around=_around(load, rows, reach),
        tariff=_tariff(Month(load.month).year.start_year),
        spells=_spells(load),
        closed=_closed(),
        earlier=_earlier(load) if received > dates.final_on else pl.DataFrame(schema=EARLIER),
        received_on=received,
        final_on=dates.final_on,
    )


def reconciliation(load: Load) -> Reconciliation:
    """The two dates of the load's month, as the PCT set them or by the usual rule."""
    month = Month(load.month)
    stated = Reconciliation.objects.filter(pct=load.pct_id, month=month.first).first()
    return stated or Reconciliation.usual(load.pct_id, month)


def _rows(condition: str, values: Sequence[Any], numbers: Sequence[str] | None = None) -> pl.DataFrame:
    """Episodes as a frame in the order of their ids; of every load, so name the load in `condition`."""
    if numbers is not None:
        condition, values = f"{condition} AND nhs_number IN ({_marks(numbers)})", [*values, *numbers]
    query = f"SELECT {COLUMNS} FROM referrals_episode WHERE {condition}"
    return _frame(query, values, ROW).sort("id")


def _frame(query: str, values: Sequence[Any], schema: dict[str, Any]) -> pl.DataFrame:
    """The answer to `query` as a frame. PostgreSQL hands it over as one text, faster than row by row."""
    read = _copied if connection.vendor == "postgresql" else _fetched
    dates = [name for name, kind in schema.items() if kind == pl.Date]
    as_text = {name: pl.String if name in dates else kind for name, kind in schema.items()}
    return read(query, values, as_text).with_columns(
        pl.col(dates).str.to_date("%Y-%m-%d"),
        pl.col([name for name, kind in schema.items() if kind == pl.String]).fill_null(""),
    )


def _copied(query: str, values: Sequence[Any], schema: dict[str, Any]) -> pl.DataFrame:
    with connection.cursor() as cursor:
        whole = cursor.mogrify(query, values).decode()
        copied = io.BytesIO()
        cursor.copy_expert(f"COPY ({whole}) TO STDOUT WITH (FORMAT csv)", copied)
    if not copied.tell():
        return pl.DataFrame(schema=schema)
    copied.seek(0)
    return pl.read_csv(copied, has_header=False, schema=schema)


def _fetched(query: str, values: Sequence[Any], schema: dict[str, Any]) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        parts = [pl.DataFrame(part, schema=schema, orient="row") for part in _parts(cursor)]
    return pl.concat([pl.DataFrame(schema=schema), *parts])


def _parts(cursor: Any) -> Iterator[list[tuple[Any, ...]]]:
    while part := cursor.fetchmany(AT_ONCE):
        yield part


def _around(load: Load, rows: pl.DataFrame, reach: int) -> pl.DataFrame:
    """Admissions of the same patients in the provider's other current months that come near these.

    Of two stays that meet and end in different months, the one of the later month began before it. So only
    those of this load that did are looked for in earlier months, and only those of later months that did
    (they have an index) are read; within `reach` days all are.
    """
    stays = rows.filter(
        pl.col("pod").is_in(ADMITTED),
        pl.col("nhs_number") != "",
        pl.col("discharge_date") >= pl.col("admission_date"),
    )
    if stays.is_empty():
        return rows.clear()
    found = pl.concat([_before(load, stays, reach), _after(load, stays, reach)])
    return found if found.is_empty() else found.join(stays, on="nhs_number", how="semi")


def _before(load: Load, stays: pl.DataFrame, reach: int) -> pl.DataFrame:
    asked = stays if reach else stays.filter(pl.col("admission_date") < load.month)
    if asked.is_empty():
        return stays.clear()
    first = _date(asked["admission_date"].min()) - dt.timedelta(days=reach)
    loads = _others(load).filter(month__gte=Month.of(first).first, month__lt=load.month)
    numbers = None if reach else asked["nhs_number"].unique().to_list()
    return _stays_in(loads, "discharge_date >= %s", [first], numbers)


def _after(load: Load, stays: pl.DataFrame, reach: int) -> pl.DataFrame:
    last = _date(stays["discharge_date"].max()) + dt.timedelta(days=reach)
    later = _others(load).filter(month__gt=load.month)
    if not reach:
        return _stays_in(later, "admission_date < month AND admission_date <= %s", [last])
    near = Month.of(last).first
    whole = _stays_in(later.filter(month__lte=near), "admission_date <= %s", [last])
    begun = _stays_in(later.filter(month__gt=near), "admission_date < month AND admission_date <= %s", [last])
    return pl.concat([whole, begun])


def _others(load: Load) -> QuerySet[Load]:
    """The provider's other current months in the same PCT."""
    return Load.objects.current().filter(pct=load.pct_id, provider=load.provider_id).exclude(pk=load.pk)


def _stays_in(
    loads: QuerySet[Load], condition: str, values: Sequence[Any], numbers: Sequence[str] | None = None
) -> pl.DataFrame:
    ids = list(loads.values_list("pk", flat=True))
    if not ids:
        return pl.DataFrame(schema=ROW)
    which = f"load_id IN ({_marks(ids)}) AND pod IN ({_marks(ADMITTED)}) AND {condition}"
    return _rows(which, [*ids, *ADMITTED, *values], numbers)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _date(value: Any) -> dt.date:
    """What polars calls any of several types."""
    return cast(dt.date, value)


def _tariff(year: int) -> pl.DataFrame:
    """The prices of a financial year in pence."""
    rows = Tariff.objects.filter(year=year).values_list(
        "hrg", "pod", "price", "trim_point", "excess_bed_day_price"
    )
    schema = {"hrg": pl.String, "pod": pl.String, "price": pl.Int64, "trim_point": pl.Int64}
    priced = [(hrg, pod, _pence(price), trim, _pence(day)) for hrg, pod, price, trim, day in rows]
    return pl.DataFrame(priced, schema={**schema, "bed_day_price": pl.Int64}, orient="row")


def _pence(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def _spells(load: Load) -> pl.DataFrame:
    """When which practice was in one of the PCT's groups."""
    rows = Membership.objects.filter(group__pct=load.pct_id).values_list(
        "practice_id", "joined_on", "left_on"
    )
    schema = {"practice_id": pl.Int64, "joined_on": pl.Date, "left_on": pl.Date}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def _closed() -> pl.DataFrame:
    rows = Practice.objects.exclude(closed_on=None).values_list("pk", "closed_on")
    return pl.DataFrame(list(rows), schema={"practice_id": pl.Int64, "closed_on": pl.Date}, orient="row")


def _earlier(load: Load) -> pl.DataFrame:
    """What earlier versions charged, the oldest first; those of other months for episodes that moved here."""
    replaced = Load.objects.filter(pct=load.pct_id, provider=load.provider_id).select_related("extract")
    elsewhere = replaced.filter(status=Load.Status.SUPERSEDED).exclude(month=load.month)
    versions = replaced.filter(month=load.month, version__lt=load.version)
    frames = [_charged(version, moved_to=load) for version in elsewhere.order_by("extract", "version")]
    frames += [_charged(version) for version in versions.order_by("version")]
    return pl.concat([pl.DataFrame(schema=EARLIER), *frames])


def _charged(version: Load, moved_to: Load | None = None) -> pl.DataFrame:
    """The rows of a version, or those alone whose episodes are in `moved_to`."""
    condition, values = "load_id = %s", [version.pk]
    if moved_to:
        condition += " AND episode_id IN (SELECT episode_id FROM referrals_episode WHERE load_id = %s)"
        values.append(moved_to.pk)
    received = timezone.localdate(version.extract.received_at)
    return _rows(condition, values).select("episode_id", charged="total_cost", received_on=pl.lit(received))
