"""The scripts a newcomer meets first: they say in one line what is wrong, before any work."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [
    "script/bootstrap",
    "script/lock",
    "script/server",
    "script/test",
    ".ci/run",
    *ROOT.glob("script/support/*.sh"),
]


def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / script, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_script_is_valid_bash(script: str) -> None:
    assert subprocess.run(["bash", "-n", ROOT / script], check=True).returncode == 0


def test_server_says_that_its_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = run("script/server", PORT=str(port), HOST="127.0.0.1")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr == (
        f"script/server: cannot listen on 127.0.0.1:{port}: Address already in use. "
        f"Choose another port: PORT={port + 1} script/server\n"
    )


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "8000 "])
def test_server_refuses_what_is_no_port(port: str) -> None:
    refused = run("script/server", PORT=port)
    assert refused.returncode == 1
    assert refused.stderr == f"script/server: PORT is {port!r}, which is not a number from 1 to 65535.\n"


def test_scripts_say_that_python_is_too_old(tmp_path: Path) -> None:
    old = tmp_path / "python-of-long-ago"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    refused = run("script/bootstrap", PYTHON=str(old))
    assert refused.returncode == 1
    assert refused.stderr.startswith("script/bootstrap: needs Python 3.11 or newer.")


def test_scripts_say_that_the_folder_cannot_be_written_to(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file-where-a-folder-should-be"
    blocked.touch()
    refused = run("script/bootstrap", VAR_DIR=str(blocked))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "cannot write in" in refused.stderr


@pytest.mark.parametrize(
    ("script", "argument"), [("script/test", "everything"), ("script/bootstrap", "--all")]
)
def test_scripts_refuse_what_they_do_not_know(script: str, argument: str) -> None:
    refused = run(script, argument)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"{script}: knows ")
