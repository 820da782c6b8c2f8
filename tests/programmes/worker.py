"""A real worker beside a real broker: its own database file and Redis, all gone after the test."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0


def wait_for(found: Callable[[], object], what: str) -> None:
    """Ask every 20 ms; raises AssertionError when it takes longer than PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < deadline, f"waited {PATIENCE:.0f} s for {what}"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The address of a Redis: the one that REDIS_URL names, or a throw-away one."""
    if named := os.environ.get("REDIS_URL"):
        yield named
        return
    port = str(free_port())
    command = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: answers(int(port)), "Redis")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


class Place:
    """A migrated database of its own, and what people and workers do in it."""

    def __init__(self, folder: Path, redis_url: str) -> None:
        self.file = folder / "place.sqlite3"
        self.log = folder / "worker.log"
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.file}",
            "REDIS_URL": redis_url,
            "VAR_DIR": str(folder),
            "TODAY": "2009-02-20",
            "DJANGO_SETTINGS_MODULE": "daccom.settings",
        }
        self.manage("migrate", "--verbosity=0")

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]

    def run(self, code: str) -> None:
        """Python code with the project set up."""
        self.manage("shell", "--no-imports", "--command", code)

    def one(self, question: str) -> object:
        """The first value that SQL finds, None without a row."""
        return next(iter(self.rows(question) or [(None,)]))[0]

    def rows(self, question: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.file, timeout=20) as connection:
            found = connection.execute(question).fetchall()
        connection.close()
        return found

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """`celery worker` as it runs in production, but for its pool; ended with SIGTERM if it still runs."""
        command = [sys.executable, "-m", "celery", "-A", "daccom", "worker", "--pool=solo", "--loglevel=INFO"]
        with self.log.open("ab") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)
