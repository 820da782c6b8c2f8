"""Fixtures that every test may use; nothing here knows a single feature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from daccom.append_only import create_statements, drop_statements
from tests.books import discrepancies
from tests.cast import Cast, make_cast

APPEND_ONLY = (
    "auditlog_logentry",
    "budgets_forecastchoice",
    "budgets_forecastrecord",
    "budgets_variation",
    "budgets_variationline",
    "referrals_returnversion",
    "referrals_challengestep",
    "referrals_outlierstep",
    "programmes_planversion",
    "programmes_plansignature",
    "programmes_dashboardsnapshot",
    "programmes_plandocument",
    "programmes_milestonestep",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database is tested once, with SQLite; named alone it runs on PostgreSQL too."""
    if connection.vendor == "sqlite":
        return
    stored = [item for item in items if needs_database(item)]
    if stored:
        config.hook.pytest_deselected(items=[item for item in items if not needs_database(item)])
        items[:] = stored


def needs_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def _test_settings(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.TODAY = "2009-02-20"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.VAR_DIR = tmp_path
    settings.WHITENOISE_AUTOREFRESH = True  # else every client reads through all static files first
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _flush_may_empty_append_only_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django empties the tables after a test with real transactions; on SQLite that is a DELETE."""
    if connection.vendor != "sqlite":
        return
    plain = connection.ops.sql_flush

    def sql_flush(*args: Any, **kwargs: Any) -> list[str]:
        drops = [sql for table in APPEND_ONLY for sql in drop_statements(table, "sqlite")]
        creates = [sql for table in APPEND_ONLY for sql in create_statements(table, "sqlite")]
        return [*drops, *plain(*args, **kwargs), *creates]

    monkeypatch.setattr(connection.ops, "sql_flush", sql_flush)


@pytest.fixture
def cast(db: None) -> Cast:
    """All named people and places, in the database."""
    return make_cast()


@pytest.fixture
def as_user(cast: Cast) -> Callable[[str], Client]:
    """`as_user("alice")`: a browser in which Alice is signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(cast[name])
        return client

    return signed_in


@pytest.fixture
def reconciled(db: None) -> Iterator[Callable[..., None]]:
    """Ask for it, and every total is checked when the test ends; call it to check earlier as well."""

    def check(*only: str) -> None:
        assert discrepancies(*only) == []

    yield check
    check()
