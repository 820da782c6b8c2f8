"""Child processes that never outlive us: started in groups of their own, stopped in order."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


class Stopped(Exception):
    """Somebody asked us to stop."""


def stop_on_signals() -> None:
    """Turn Ctrl-C, a closed terminal and `kill` into one exception."""

    def stop(number: int, _frame: object) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def die_with_parent() -> None:
    """Run in the child: ask Linux for SIGTERM when the parent is gone, even if it was killed outright."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A running process, what people call it, and where its output goes."""

    name: str
    process: subprocess.Popen
    log: Path

    @classmethod
    def start(cls, name: str, command: Sequence[str], *, environment: dict[str, str], log: Path) -> "Child":
        """Start the command as leader of its own process group, its output in a new log."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        return cls(name, process, log)

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def last_lines(self, count: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def run(command: Sequence[str], *, environment: dict[str, str]) -> int:
    """Run a command to its end and return its exit status; on a signal its whole group ends with us."""
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    try:
        return process.wait()
    except Stopped:
        end_group_of(process)
        raise


def end_group_of(process: subprocess.Popen, number: signal.Signals = signal.SIGTERM) -> None:
    """Signal the leader and all it started, then wait for the leader."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    process.wait()


def stop_all(children: Sequence[Child], *, patience: float) -> None:
    """Ask each leader to finish what it is doing; whatever is left after `patience` seconds is killed."""
    for child in children:
        if child.is_running:
            child.process.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
        end_group_of(child.process, signal.SIGKILL)
