"""The dashboards on PostgreSQL: with three years of one group, and beside 8,000 practices in 150 PCTs.

Queries and median server time of the Executive dashboard, and its ratio to the bare SQL of its figures (the
page's own statements but those about who asks, sent once more without Django). Then the same page and the
PCT's dashboard, four groups with figures, in a country of copies; both against the Executive dashboard
before. Last each chart's picture: drawn for the first time once the renderer is warm, and from the cache.

The last line printed is {"queries": n, "ms": x, "sql_ratio": x, "group_ratio_8000": x, "pct_ratio_8000": x};
it fails over a limit. The server and its data are made afresh in var/benchmark-dashboards/ and taken away.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "benchmark-dashboards"
ROUNDS = 31
GROUP, PCT, MONTH = "daccom", "5P4", "2009-01"
EXECUTIVE, COMMISSIONER = "executive@daccom.example", "commissioner@westherts.example"
MOST = {"queries": 20, "ms": 120.0, "group_ratio_8000": 1.3, "pct_ratio_8000": 2.0}
MOST_PICTURE_MS = 40.0
SLOW_MS, SHOWN = 10.0, 600
NOT_FIGURES = ("django_session", "practices_user", "practices_roleassignment", "daccom_")

sys.path.insert(0, str(ROOT))
Fetch = Callable[[], Any]


def prepare(address: str) -> None:
    """Settings for this server, and a database with the demonstration."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "daccom.settings",
        "VAR_DIR": str(FOLDER),
        "TODAY": "2009-02-20",
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": address,
        "REDIS_URL": "",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=sys.stderr)


def page(route: str, email: str, **place: str) -> Fetch:
    """A request for a dashboard of MONTH by the person with this address."""
    from django.test import Client
    from django.urls import reverse

    from daccom.calendar import Month
    from practices.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    address = reverse(route, kwargs={**place, "month": Month.parse(MONTH)})

    def fetch() -> Any:
        response = client.get(address)
        if response.status_code != 200:
            sys.exit(f"benchmark: {address} answered {response.status_code}")
        return response

    return fetch


def statements(fetch: Fetch) -> list[str]:
    """What one request asks the database, once everything is warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    fetch()
    with CaptureQueriesContext(connection) as captured:
        fetch()
    return [query["sql"] for query in captured.captured_queries]


def tell_slow(fetch: Fetch) -> None:
    """Print the statements of one warm request that took over SLOW_MS, cut to a line."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        fetch()
    for query in captured.captured_queries:
        if float(query["time"]) * 1000 > SLOW_MS:
            print(f"  {float(query['time']) * 1000:6.1f} ms  {query['sql'][:SHOWN]}")


def median_ms(work: Fetch, rounds: int = ROUNDS) -> float:
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def bare_sql_ms(address: str, asked: list[str]) -> float:
    """The statements about figures, one after the other on a plain connection, each row fetched."""
    import psycopg2

    wanted = [
        sql for sql in asked if sql.startswith("SELECT") and not any(name in sql for name in NOT_FIGURES)
    ]
    database = psycopg2.connect(address)
    database.autocommit = True

    def ask() -> None:
        with database.cursor() as cursor:
            for sql in wanted:
                cursor.execute(sql.replace("%", "%%"), [])
                cursor.fetchall()

    ms = median_ms(ask)
    database.close()
    return ms


def tell(what: str, queries: int, ms: float, ratio: float | None = None, most: float | None = None) -> None:
    times = "" if ratio is None else f" {ratio:6.2f}×"
    over = " <- over" if most is not None and (ratio or 0) > most else ""
    print(f"{what:52} {queries:4} queries {ms:8.1f} ms{times}{over}", flush=True)


def pictures() -> float:
    """Draw every chart of the dashboards afresh and tell how long each took; the slowest from the cache."""
    from django.core.cache import cache

    from daccom.charts import picture

    specs: list[Any] = []
    draw_once = picture.picture_of

    def remember(spec: Any) -> Any:
        specs.append(spec)
        return draw_once(spec)

    from daccom.charts import chart

    chart.picture_of = remember
    for fetch in dashboards():
        fetch()
    chart.picture_of = draw_once
    cache.clear()
    slowest = 0.0
    for number, spec in enumerate(specs, start=1):
        drawn = median_ms(lambda spec=spec: picture._draw(spec), 3)
        kept = median_ms(lambda spec=spec: draw_once(spec), 5)
        slowest = max(slowest, kept)
        print(f"  picture {number:2}, {spec['width']} px wide: drawn {drawn:6.1f} ms, kept {kept:5.2f} ms")
    return slowest


def dashboards() -> tuple[Fetch, Fetch]:
    return (
        page("programmes:dashboard", EXECUTIVE, group=GROUP),
        page("programmes:pct-dashboard", COMMISSIONER, pct=PCT),
    )


def measure(address: str) -> dict[str, float]:
    """All of it, each figure printed as it comes."""
    from script.support.many_groups import fill_country, settle

    settle()
    group, pct = dashboards()
    asked = statements(group)
    ms, sql_ms = median_ms(group), bare_sql_ms(address, asked)
    tell("Executive dashboard", len(asked), ms, ms / MOST["ms"] * 1, 1)
    print(f"{'  its figures in bare SQL':52} {'':12} {sql_ms:8.1f} ms {ms / sql_ms:6.2f}×")
    pct_asked, pct_ms = statements(pct), median_ms(pct)
    tell("PCT dashboard, one group with figures", len(pct_asked), pct_ms, pct_ms / ms)
    began = time.perf_counter()
    rows = fill_country(GROUP)
    print(f"{rows:,} rows of copies in {time.perf_counter() - began:.0f} s", flush=True)
    more, group_ms = statements(group), median_ms(group)
    tell("Executive dashboard beside them", len(more), group_ms, group_ms / ms, MOST["group_ratio_8000"])
    tell_slow(group)
    pct_more, pct_full_ms = statements(pct), median_ms(pct)
    tell(
        "PCT dashboard, four groups with figures",
        len(pct_more),
        pct_full_ms,
        pct_full_ms / ms,
        MOST["pct_ratio_8000"],
    )
    return {
        "queries": max(len(asked), len(more)),
        "ms": round(ms, 1),
        "sql_ratio": round(ms / sql_ms, 2),
        "group_ratio_8000": round(group_ms / ms, 2),
        "pct_ratio_8000": round(pct_full_ms / ms, 2),
    }


def main() -> int:
    from script.support.throw_away import postgres

    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        with postgres(FOLDER / "server") as (address, _):
            prepare(address)
            result = measure(address)
            slowest = pictures()
            from django.db import connections

            connections.close_all()
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"slowest picture from the cache {slowest:.1f} ms (at most {MOST_PICTURE_MS:.0f})")
    print(json.dumps(result))
    return 0 if all(result[name] <= most for name, most in MOST.items()) and slowest < MOST_PICTURE_MS else 1


if __name__ == "__main__":
    sys.exit(main())
