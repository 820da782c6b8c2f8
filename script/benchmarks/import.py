"""Loading a HIDAS extract against the least that its rows can cost, on PostgreSQL and on SQLite.

PostgreSQL: seconds from the file to the version that counts (reading, row rules, staging, activation) beside
psql's bare \\copy of the same rows, in the table's own layout, into the same empty table with the same
indexes and constraints, in one transaction. SQLite: the same beside a bare executemany of the finished
tuples. Both sides of a pair use one database server or file with one set of settings, take turns, and count
by their medians. Peak memory is that of the process that loads, without the automatic checks, which are
timed apart.

The last line printed is {"postgresql_ratio": x, "sqlite_ratio": x, "peak_mb": x, "peak_mb_5m": x}. Databases
and files are made afresh in var/benchmark-import/ and taken away at the end.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "benchmark-import"
ROWS, MANY_ROWS = 500_000, 5_000_000
TURNS = 3
WITH_CHECKS = ["checked"]
"""The argument of the first turn alone: the automatic checks are timed once."""
MONTHS = "2008-04", "2009-01"
PRACTICES = 60
PCT = "5P4"
TABLE = "referrals_episode"

Result = dict[str, float]
sys.path.insert(0, str(ROOT))


def environment(database: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "daccom.settings",
        "PYTHONPATH": str(ROOT),
        "VAR_DIR": str(FOLDER),
        "TODAY": "2009-02-20",
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": database,
        "REDIS_URL": "",
    }


def alone(task: str, database: str, *arguments: str) -> Result:
    """One of TASKS in a process of its own; what it measured."""
    command = [sys.executable, __file__, task, *arguments]
    done = subprocess.run(command, env=environment(database), stdout=subprocess.PIPE, text=True, check=True)
    found: Result = json.loads(done.stdout.splitlines()[-1])
    return found


# What runs in a process of its own


def months() -> Any:
    from daccom.calendar import Month
    from referrals.hidas_generator.reference import months_between

    return months_between(*map(Month.parse, MONTHS))


def prepare() -> Result:
    """Migrate an empty database and write the places and codes that the files name, each month still open."""
    from django.core.management import call_command

    from practices.models import PCT as Trust
    from script.support.generated_reference import prepare_reference

    call_command("migrate", verbosity=0)
    prepare_reference(Trust.objects.create(ods_code=PCT), months(), PRACTICES)
    return {}


def generate(path: str, rows: str) -> Result:
    """Write a file of so many rows."""
    from referrals.hidas_generator.files import Order, write
    from referrals.hidas_generator.reference import synthetic

    about = synthetic(months(), PRACTICES)
    write(Order(seed=2009, rows=int(rows), months=months(), reference=about), Path(path))
    return {}


def load(path: str, checked: str = "") -> Result:
    """Receive the file and do its job; seconds to the version that counts, then of the checks if asked."""
    from daccom import jobs
    from practices.models import PCT as Trust
    from referrals.selectors.loads import latest_job
    from referrals.services import checking
    from referrals.services.extracts import receive_extract

    moments: dict[str, float] = {}
    check = checking._check_loads

    def timed(*arguments: Any) -> None:
        moments["loaded"] = time.perf_counter()
        moments["peak"] = peak_mb()
        if checked:
            check(*arguments)

    checking._check_loads = timed
    began = time.perf_counter()
    with open(path, "rb") as file:
        extract = receive_extract(
            pct=Trust.objects.get(), by=None, file=file, file_name="file.csv", send=False
        )
    job = latest_job(extract)
    jobs.with_job(job.pk if job else 0, checking.check_extract)
    extract.refresh_from_db()
    if extract.status != "loaded" or extract.rows_bad:
        sys.exit(f"benchmark: not loaded whole: {extract.status} {extract.problem} {extract.errors.first()}")
    ended = time.perf_counter()
    return {
        "seconds": moments["loaded"] - began,
        "checks": ended - moments["loaded"],
        "peak_mb": moments["peak"],
        "peak_with_checks_mb": peak_mb(),
        "rows": extract.rows_good,
    }


def insert(loaded: str) -> Result:
    """executemany of the rows that another database file has, in one transaction, with their loads there."""
    from django.db import connection

    names = columns(connection)
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS loaded", [loaded])
        for table in ("referrals_extract", "referrals_load"):
            cursor.execute(f"INSERT INTO {table} SELECT * FROM loaded.{table}")
        cursor.execute(f"SELECT {', '.join(names)} FROM loaded.{TABLE} ORDER BY id")
        rows = cursor.fetchall()
        marks = ", ".join(["%s"] * len(names))
        began = time.perf_counter()
        cursor.execute("BEGIN IMMEDIATE")
        cursor.executemany(f"INSERT INTO {TABLE} ({', '.join(names)}) VALUES ({marks})", rows)
        cursor.execute("COMMIT")
    return {"seconds": time.perf_counter() - began, "rows": len(rows)}


TASKS = {"prepare": prepare, "generate": generate, "load": load, "insert": insert}


def columns(connection: Any) -> list[str]:
    """The columns of the episode table but for the id, which the database gives."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLE} LIMIT 0")
        return [column[0] for column in cursor.description if column[0] != "id"]


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# What takes turns


def on_postgres(file: Path, many: Path) -> tuple[list[Result], list[float], Result]:
    """Our loads, the bare copies, and one load of many rows."""
    import psycopg2

    from script.support.throw_away import postgres

    rows = FOLDER / "rows.csv"
    ours, bare = [], []
    with postgres(FOLDER / "server") as (address, commands):
        alone("prepare", address)
        database = psycopg2.connect(address)
        database.autocommit = True
        names = ", ".join(columns(database))
        for turn in range(TURNS):
            empty(database, "referrals_extract")
            ours.append(alone("load", address, str(file), *WITH_CHECKS[turn:]))
            # Each turn's own rows: the loads they refer to have other numbers every time.
            psql(address, commands, f"\\copy (SELECT {names} FROM {TABLE} ORDER BY id) TO '{rows}' CSV")
            empty(database, TABLE)
            bare.append(psql(address, commands, f"\\copy {TABLE} ({names}) FROM '{rows}' CSV"))
            tell("PostgreSQL", ours[-1], bare[-1], "\\copy")
        empty(database, "referrals_extract")
        large = alone("load", address, str(many))
        database.close()
    return ours, bare, large


def empty(database: Any, table: str) -> None:
    """The table and all that refers to it, without a trace of what was there."""
    with database.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
        cursor.execute("CHECKPOINT")


def psql(address: str, commands: str, what: str) -> float:
    began = time.perf_counter()
    command = [f"{commands}/psql", "--no-psqlrc", "--quiet", "--dbname", address, "--command", what]
    subprocess.run(command, check=True)
    return time.perf_counter() - began


def on_sqlite(file: Path) -> tuple[list[Result], list[float]]:
    """Our loads and the bare inserts, each into a fresh copy of one prepared file."""
    prepared, loaded, inserted = (FOLDER / f"{name}.sqlite3" for name in ("prepared", "loaded", "inserted"))
    alone("prepare", f"sqlite:///{prepared}")
    ours, bare = [], []
    for turn in range(TURNS):
        copied(prepared, loaded)
        ours.append(alone("load", f"sqlite:///{loaded}", str(file), *WITH_CHECKS[turn:]))
        copied(prepared, inserted)
        bare.append(alone("insert", f"sqlite:///{inserted}", str(loaded))["seconds"])
        tell("SQLite", ours[-1], bare[-1], "executemany")
    return ours, bare


def copied(source: Path, target: Path) -> None:
    for path in target.parent.glob(f"{target.name}*"):
        path.unlink()
    shutil.copy(source, target)


def tell(database: str, ours: Result, bare: float, what: str) -> None:
    checks = f"; with the automatic checks {ours['seconds'] + ours['checks']:.1f} s"
    print(
        f"{database}: {ours['rows']:,.0f} rows in {ours['seconds']:.1f} s, {what} {bare:.1f} s: "
        f"{ours['seconds'] / bare:.2f}; peak {ours['peak_mb']:.0f} MB{checks if ours['checks'] > 1 else ''}",
        flush=True,
    )


def ratio(ours: list[Result], bare: list[float]) -> float:
    return round(statistics.median(one["seconds"] for one in ours) / statistics.median(bare), 2)


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    file, many = FOLDER / "file.csv", FOLDER / "many.csv"
    unused = f"sqlite:///{FOLDER / 'unused.sqlite3'}"
    alone("generate", unused, str(file), str(ROWS))
    alone("generate", unused, str(many), str(MANY_ROWS))
    try:
        ours, bare, large = on_postgres(file, many)
        seconds, peak = large["seconds"], large["peak_mb"]
        print(f"PostgreSQL: {large['rows']:,.0f} rows in {seconds:.1f} s, peak {peak:.0f} MB", flush=True)
        embedded, inserted = on_sqlite(file)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    result = {
        "postgresql_ratio": ratio(ours, bare),
        "sqlite_ratio": ratio(embedded, inserted),
        "peak_mb": round(max(one["peak_mb"] for one in ours)),
        "peak_mb_5m": round(large["peak_mb"]),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import django

        django.setup()
        print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
    else:
        main()
