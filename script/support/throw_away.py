"""A PostgreSQL that lives as long as a benchmark needs it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast


@contextmanager
def postgres(folder: Path) -> Iterator[tuple[str, str]]:
    """A throw-away server in the new `folder`: its address, and the folder of its commands."""
    script = str(Path(__file__).with_name("postgres.sh"))
    folder.mkdir(mode=0o755)
    server = subprocess.Popen([script, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        address, commands = cast(IO[str], server.stdout).readline().split()
        yield address, commands
    finally:
        server.communicate()
