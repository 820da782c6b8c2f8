"""The database and the demonstration made ready, and skipped when a stamp says that nothing changed."""

import hashlib
import json
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from processes import Stopped, die_with_parent, end_group_of

MADE_FROM = ("*/migrations/*.py", "*/demo/**/*", "*/data/*.json", "*/management/commands/load_demo.py")


class PreparationFailed(Exception):
    """A step went wrong; the message holds the last line of what it said, and where the rest is."""


@dataclass
class Preparation:
    """Brings one database up to date."""

    root: Path
    python: str
    environment: dict[str, str]
    sqlite: Path | None
    """The database file, or None for a server, which is asked anew at every start."""
    demo: bool

    def run(self) -> str:
        """Migrate, load the demonstration if wanted, and return what it says of its accounts."""
        stamp = self._read_stamp()
        if stamp and stamp.get("made_of") == self._made_of():
            return stamp["accounts"]
        if self.environment.get("ENVIRONMENT") == "production":
            self._manage("Collecting static files", "collectstatic", "--no-input")
        self._manage("Bringing the database up to date", "migrate", "--no-input")
        accounts = self._manage("Loading the demonstration", "load_demo") if self.demo else ""
        self._write_stamp(accounts)
        return accounts

    def _manage(self, what: str, *arguments: str) -> str:
        print(what, end=" ", flush=True)
        began = time.monotonic()
        command = [self.python, "manage.py", *arguments]
        status, output, errors = run_with_dots(command, cwd=self.root, environment=self.environment)
        if status:
            print(" failed", flush=True)
            raise PreparationFailed(self._last_line(output + errors))
        print(f" {time.monotonic() - began:.0f} s", flush=True)
        return output.strip()

    def _last_line(self, said: str) -> str:
        """The last line, which in a traceback is the one that matters; all of it goes to the log."""
        log = Path(self.environment["VAR_DIR"]) / "log" / "set-up.log"
        with log.open("a") as file:
            file.write(said)
        return f"{(said.strip().splitlines() or ['it said nothing'])[-1]} (More is in {log})"

    @property
    def _stamp(self) -> Path | None:
        return self.sqlite and self.sqlite.with_name(self.sqlite.name + ".stamp")

    def _made_of(self) -> list[str]:
        """Fingerprints of the files that shape the database, and of this very database."""
        digest = hashlib.sha256(f"{self.demo} {self.environment.get('TODAY')}".encode())
        for path in sorted(path for pattern in MADE_FROM for path in self.root.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(self.root)).encode() + path.read_bytes())
        return [digest.hexdigest(), identity(self.sqlite)]

    def _read_stamp(self) -> dict | None:
        try:
            return json.loads(self._stamp.read_text()) if self._stamp else None
        except (OSError, ValueError):
            return None

    def _write_stamp(self, accounts: str) -> None:
        if self._stamp:
            self._stamp.write_text(json.dumps({"made_of": self._made_of(), "accounts": accounts}))


def identity(database: Path | None) -> str:
    """When and how often this database was migrated; empty if it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            query = "SELECT count(*) || ' since ' || min(applied) FROM django_migrations"
            return connection.execute(query).fetchone()[0] or ""
    except sqlite3.Error:
        return ""


def run_with_dots(command: Sequence[str], *, cwd: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    """Run to the end with a dot a second; return status, output and errors."""
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    try:
        while True:
            try:
                output, errors = process.communicate(timeout=1)
                return process.returncode, output, errors
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
    except Stopped:
        end_group_of(process)
        raise
