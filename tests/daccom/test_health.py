"""The two addresses that machines read."""

import pytest
from django.db import DatabaseError

from daccom.views import health


def test_healthz_answers_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "alive"}


def test_readyz_says_ready_when_migrated(client, db):
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ready")


def test_readyz_says_when_migrations_wait(client, db, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *args: ["one"])
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["reason"] == "The database is not migrated."


def test_readyz_says_when_the_database_is_away(client, db, monkeypatch):
    def away(connection):
        raise DatabaseError

    monkeypatch.setattr(health, "MigrationExecutor", away)
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_takes_no_post(client, db, path):
    assert client.post(path).status_code == 405
