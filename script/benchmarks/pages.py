"""Queries and median server time of every page of the three journeys, on SQLite with the demonstration.

The last line printed is {"pages": {"<route name>": {"queries": n, "ms": x, "ratio": y}}, "workbench":
{"queries": n, "ms": x, "ratio_8000": z}}, y the ratio to the plain sign-in page in the same run, z that of
the workbench with 8,000 practices loaded to the one without. The demonstration is loaded into var/benchmark/,
afresh in each run.
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
FOLDER = ROOT / "var" / "benchmark"
ROUNDS = 21
MOST_QUERIES = 14
MOST_MS = 100.0
WORKBENCH_QUERIES, MOST_WORKBENCH_MS = 12, 80.0

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "daccom.settings",
    "VAR_DIR": str(FOLDER),
    "TODAY": "2009-02-20",
    "LOG_LEVEL": "ERROR",
}
os.environ.pop("DATABASE_URL", None)
os.environ.pop("REDIS_URL", None)
sys.path.insert(0, str(ROOT))

MANAGER, EXECUTIVE, PROGRAMME = (
    "manager@fernville.example",
    "executive@daccom.example",
    "programme@daccom.example",
)
SENDER = "manager@milton-house.example"
COMMISSIONER, CHAIR, FINANCE = (
    "commissioner@westherts.example",
    "chair@daccom.example",
    "finance@westherts.example",
)


def prepare() -> None:
    """A database of its own with the demonstration."""
    import django
    from django.core.management import call_command

    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=sys.stderr)


def addresses() -> tuple[dict[str, Any], ...]:
    """The arguments of a practice's month, of its group's, and of a month that waits for review."""
    from daccom.calendar import Month

    january, december = Month.parse("2009-01"), Month.parse("2008-12")
    return (
        {"ods": "E82022", "month": january},
        {"group": "daccom", "month": january},
        {"ods": "E82028", "month": december},
    )


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Route to the account that opens it and the arguments of its address."""
    from programmes.models import CommissioningPlan, Milestone, PlanSection, SavingsTarget
    from referrals.models import Episode

    month, group, review = addresses()
    episodes = Episode.objects.filter(practice__ods_code="E82022", month="2009-01-01")
    plan = {"pk": CommissioningPlan.objects.get(year=2008).pk}
    longest = PlanSection.objects.get(plan_id=plan["pk"], live="appendix_local")
    waiting = Milestone.objects.waiting().first() or Milestone.objects.all()[0]
    target = SavingsTarget.objects.order_by("-year")[0]
    return {
        "home": (EXECUTIVE, {}),
        "referrals:month-list": (MANAGER, {"ods": "E82022"}),
        "referrals:return-detail": (MANAGER, month),
        "referrals:return-referrals": (MANAGER, month),
        "referrals:episode-list": (MANAGER, month),
        "referrals:episode-detail": (MANAGER, month | {"pk": episodes.order_by("-total_cost")[0].pk}),
        "referrals:return-declare": (MANAGER, month),
        "referrals:return-receipt": (SENDER, review | {"number": 1}),
        "referrals:review-list": (PROGRAMME, {}),
        "referrals:return-review": (PROGRAMME, review),
        "programmes:dashboard": (EXECUTIVE, group),
        "referrals:completeness": (EXECUTIVE, group),
        "referrals:rates": (EXECUTIVE, group),
        "referrals:rates-practice": (EXECUTIVE, group | {"ods": "E82022"}),
        "budgets:position": (EXECUTIVE, group),
        "budgets:spend-rows": (EXECUTIVE, group),
        "budgets:spend-month": (FINANCE, group),
        "programmes:savings": (EXECUTIVE, group),
        "programmes:savings-target": (EXECUTIVE, {"pk": target.pk}),
        "programmes:milestone-list": (EXECUTIVE, {}),
        "programmes:milestone-detail": (EXECUTIVE, {"pk": waiting.pk}),
        "programmes:plan-list": (COMMISSIONER, {}),
        "programmes:plan-detail": (COMMISSIONER, plan),
        "programmes:plan-section": (COMMISSIONER, plan | {"order": longest.order}),
        "programmes:plan-sign": (CHAIR, plan),
    }


def measure(fetch: Callable[[], Any]) -> tuple[int, float]:
    """The queries of one request and the median milliseconds of ROUNDS requests."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    fetch()
    with CaptureQueriesContext(connection) as captured:
        response = fetch()
    queries = len(captured)
    if response.status_code != 200:
        sys.exit(f"benchmark: {response.request['PATH_INFO']} answered {response.status_code}")
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        fetch()
        times.append((time.perf_counter() - began) * 1000)
    return queries, statistics.median(times)


def run() -> dict[str, dict[str, float]]:
    """Measure the sign-in page and then every page; prints a line for each."""
    from django.test import Client
    from django.urls import reverse

    from practices.models import User

    sign_in = reverse("account_login")
    visitor = Client()
    queries, base = measure(lambda: visitor.get(sign_in))
    print(f"{'page':32} {'queries':>7} {'ms':>8} {'ratio':>7}")
    print(f"{'account_login':32} {queries:7} {base:8.1f} {1:7.2f}")
    results: dict[str, dict[str, float]] = {}
    for name, (email, kwargs) in pages().items():
        client = Client()
        client.force_login(User.objects.get(email=email))
        address = reverse(name, kwargs=kwargs)
        queries, ms = measure(lambda client=client, address=address: client.get(address))
        results[name] = {"queries": queries, "ms": round(ms, 1), "ratio": round(ms / base, 2)}
        slow = " <- over" if queries > MOST_QUERIES or ms > MOST_MS else ""
        print(f"{name:32} {queries:7} {ms:8.1f} {ms / base:7.2f}{slow}")
    return results


def workbench() -> dict[str, float]:
    """The list of a month of hundreds of episodes, before and after 8,000 practices' rows are loaded."""
    from django.test import Client
    from django.urls import reverse

    from daccom.calendar import Month
    from practices.models import User
    from script.support.many_practices import fill_country, fill_month

    episodes = fill_month("E82022")
    client = Client()
    client.force_login(User.objects.get(email=MANAGER))
    address = reverse("referrals:episode-list", kwargs={"ods": "E82022", "month": Month.parse("2009-01")})
    queries, ms = measure(lambda: client.get(address))
    print(f"{f'workbench, {episodes} episodes':32} {queries:7} {ms:8.1f}")
    rows = fill_country()
    more, ms_country = measure(lambda: client.get(address))
    over = " <- over" if ms > MOST_WORKBENCH_MS or max(queries, more) >= WORKBENCH_QUERIES else ""
    print(f"{f'beside {rows:,} rows of 8,000':32} {more:7} {ms_country:8.1f} {ms_country / ms:7.2f}{over}")
    return {
        "queries": max(queries, more),
        "ms": round(ms, 1),
        "ratio_8000": round(ms_country / ms, 2),
    }


if __name__ == "__main__":
    prepare()
    print(json.dumps({"pages": run(), "workbench": workbench()}))
