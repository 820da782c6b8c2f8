"""A worker may be killed at any moment: the load completes once, no row comes twice, no answer is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.cast import make_cast
from tests.referrals.builders import make_provider, make_specialty

ROOT = Path(__file__).parents[3]
MOMENTS = 50


@pytest.fixture
def database(transactional_db: None, tmp_path: Path) -> str:
    """The address of a database with the cast, which other processes can open too."""
    make_cast()
    make_specialty()
    make_provider()
    if connection.vendor == "postgresql":
        found = connection.settings_dict
        return (
            f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
        )
    file = tmp_path / "database.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{file}"


def test_workers_killed_at_fifty_moments(database, tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "VAR_DIR": str(tmp_path),
        "TODAY": settings.TODAY,
        "DJANGO_SETTINGS_MODULE": "daccom.settings",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.referrals.hidas.killing", str(MOMENTS), "2009"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    met = json.loads(done.stdout.splitlines()[-1])
    assert met["old"] + met["new"] == MOMENTS
    assert met["taken over"] >= MOMENTS / 2
    assert met["half staged"]
