"""Run the product here until Ctrl-C, for script/server. Only the standard library is used."""

import fcntl
import os
import secrets
import socket
import sys
import time
from pathlib import Path
from typing import IO

from address import Address, CannotServe
from preparation import Preparation, PreparationFailed
from processes import Child, Stopped, run, stop_all, stop_on_signals
from ready import is_ready

ROOT = Path(__file__).resolve().parents[2]
PYTHON = str(ROOT / ".venv" / "bin" / "python")
DEMONSTRATION_DAY = "2009-02-20"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 15


def var_dir() -> Path:
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def sqlite_file() -> Path | None:
    """The embedded database, or None when DATABASE_URL names a server."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return var_dir() / "daccom.sqlite3"
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def secret_key() -> str:
    """The key of this folder's own product, made once and readable by its owner alone."""
    path = var_dir() / "secret-key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


def environment(address: Address, *, demo: bool) -> dict[str, str]:
    """What the children see: our environment, and a default for each thing a newcomer left out."""
    ours = dict(os.environ)
    ours["VAR_DIR"] = str(var_dir())
    if ours.get("ENVIRONMENT") != "production":
        ours.setdefault("SECRET_KEY", secret_key())
        hosts = {"localhost", "127.0.0.1", "[::1]", address.host, socket.gethostname().lower()}
        ours.setdefault("ALLOWED_HOSTS", ",".join(sorted(hosts)))
    if demo:
        ours.setdefault("TODAY", DEMONSTRATION_DAY)
    return ours


def hold_folder() -> IO[str]:
    """Take this folder's lock: a second beat and worker beside the first would do things twice."""
    lock = (var_dir() / "server.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise CannotServe(f"is already running in this folder ({var_dir()}).") from None
    return lock


def commands(address: Address) -> dict[str, list[str]]:
    """The three programs that make the product, by the name of their log."""
    celery = [PYTHON, "-m", "celery", "-A", "daccom"]
    worker = ["worker", "--concurrency=2", "--without-gossip", "--without-mingle", "--loglevel=INFO"]
    beat = ["beat", f"--schedule={var_dir() / 'beat-schedule'}", "--pidfile=", "--loglevel=INFO"]
    web = ["gunicorn", "daccom.wsgi", "--preload", "--workers=2", "--threads=4", "--no-control-socket"]
    return {
        "web": [PYTHON, "-m", *web, f"--bind={address}", "--access-logfile=-", "--graceful-timeout=10"],
        "worker": [*celery, *worker],
        "beat": [*celery, *beat],
    }


def start(name: str, address: Address, ours: dict[str, str]) -> Child:
    log = var_dir() / "log" / f"{name}.log"
    return Child.start(name, commands(address)[name], environment=ours, log=log)


def check_alive(children: list[Child]) -> None:
    for child in children:
        if not child.is_running:
            print(child.last_lines(), file=sys.stderr)
            status = child.process.returncode
            raise CannotServe(
                f"the {child.name} process ended (status {status}). All of it is in {child.log}"
            )


def wait_until_ready(address: Address, children: list[Child]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not is_ready(address.reachable_host, address.port):
        check_alive(children)
        if time.monotonic() > deadline:
            print(children[0].last_lines(), file=sys.stderr)
            raise CannotServe(f"no answer from /readyz after {SECONDS_TO_START} seconds.")
        time.sleep(0.1)


def serve(address: Address, ours: dict[str, str], accounts: str) -> None:
    """Run the three programs until a signal comes or one of them ends."""
    children: list[Child] = []
    try:
        children.append(start("web", address, ours))
        wait_until_ready(address, children)
        children += [start(name, address, ours) for name in ("worker", "beat")]
        here = f"DacCom PBC is at http://{address}/ until you press Ctrl-C."
        print(f"{accounts}\n\n{here}".lstrip(), flush=True)
        print(f"Its logs are in {var_dir() / 'log'}.", flush=True)
        while True:
            check_alive(children)
            time.sleep(0.5)
    except Stopped:
        print("\nStopping, once the worker has finished what it is doing.", flush=True)
        raise
    finally:
        stop_all(children, patience=SECONDS_TO_STOP)


def make_broker_folders() -> None:
    """Where messages lie without Redis; the demonstration sends its first while it is loaded."""
    for folder in ("queue", "control"):
        (var_dir() / "broker" / folder).mkdir(parents=True, exist_ok=True)


def main() -> None:
    address = Address.wanted()
    address.check_free()
    if run([str(ROOT / "script" / "bootstrap")], environment=dict(os.environ)):
        sys.exit(1)
    lock = hold_folder()
    make_broker_folders()
    demo = os.environ.get("DEMO", "1") != "0" and os.environ.get("ENVIRONMENT") != "production"
    ours = environment(address, demo=demo)
    accounts = Preparation(ROOT, PYTHON, ours, sqlite_file(), demo).run()
    serve(address, ours, accounts)
    lock.close()


if __name__ == "__main__":
    stop_on_signals()
    try:
        main()
    except (CannotServe, PreparationFailed) as problem:
        sys.exit(f"script/server: {problem}")
    except Stopped:
        print("DacCom PBC has stopped.")
