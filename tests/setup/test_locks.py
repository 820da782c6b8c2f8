"""What is installed is fixed, the same for everybody, and fetched from wherever the machine is told."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def pinned(lock: str) -> set[str]:
    return set(re.findall(r"^\S+==[^\s\\]+", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_host(lock: Path) -> None:
    assert "://" not in lock.read_text()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_has_a_hash(lock: Path) -> None:
    text = lock.read_text()
    assert len(pinned(lock.name)) == len(re.findall(r"^\S.*\\\n +--hash=sha256:", text, re.MULTILINE)) > 0


def test_development_runs_what_the_product_runs() -> None:
    assert pinned("requirements.lock") <= pinned("requirements-dev.lock")


def test_front_end_lock_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_component_macros_match_the_front_end() -> None:
    """The release of nhsuk-frontend-jinja for nhsuk-frontend 10.6.1 is 0.10.2, by its own table."""
    front_end = json.loads((ROOT / "package.json").read_text())["dependencies"]["nhsuk-frontend"]
    assert (front_end, "nhsuk-frontend-jinja==0.10.2" in pinned("requirements.lock")) == ("10.6.1", True)
