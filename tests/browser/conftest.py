"""The product as a newcomer starts it, and a person who walks through it with a browser.

`script/server` runs once for all browser tests: embedded database, real worker, demonstration loaded.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.visitor import Visitor

ROOT = Path(__file__).parent.parent.parent
NOT_OURS = ("DATABASE_URL", "REDIS_URL", "TODAY", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the product; for one at DACCOM_URL ours, with its VAR_DIR or DATABASE_URL."""
    if os.environ.get("DACCOM_URL"):
        return {"TODAY": "2009-02-20", **os.environ}
    ours = {key: value for key, value in os.environ.items() if key not in NOT_OURS}
    return ours | {"VAR_DIR": str(tmp_path_factory.mktemp("product")), "PORT": str(free_port())}


@pytest.fixture(scope="session")
def product(surroundings: dict[str, str]) -> Iterator[str]:
    """The address of a product with the demonstration: DACCOM_URL, or one that ends with the session."""
    if running := os.environ.get("DACCOM_URL"):
        yield running
        return
    server = subprocess.Popen(
        [ROOT / "script" / "server"],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for_address(server)
        yield f"http://127.0.0.1:{surroundings['PORT']}"
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


def wait_for_address(server: subprocess.Popen[str]) -> None:
    """Read what the server says until it says where it is."""
    said = []
    for line in server.stdout or ():
        said.append(line)
        if "DacCom PBC is at" in line:
            return
    pytest.fail("script/server ended early:\n" + "".join(said[-30:]))


@pytest.fixture(scope="session", autouse=True)
def _every_journey_adds_up(product: str, surroundings: dict[str, str]) -> Iterator[None]:
    """After all journeys every total that the product shows equals its rows; it takes too long for each."""
    yield
    command = [sys.executable, ROOT / "manage.py", "reconcile"]
    told = {"TODAY": "2009-02-20", **surroundings}
    done = subprocess.run(command, env=told, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    found = next(path for name in CHROMIUM if (path := shutil.which(name)))
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": found, "args": quiet}


@pytest.fixture(scope="session")
def pages_seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the HTML of every page that any visitor was sent."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def visit(browser: Browser, product: str, pages_seen: Path) -> Iterator[Callable[..., Visitor]]:
    """`visit("manager@…", javascript=True)`: a person who has just signed in."""
    contexts: list[BrowserContext] = []

    def new_page(*, javascript: bool, width: int) -> Page:
        viewport: ViewportSize = {"width": width, "height": 900}
        context = browser.new_context(base_url=product, java_script_enabled=javascript, viewport=viewport)
        contexts.append(context)
        return context.new_page()

    def start(email: str, *, javascript: bool = True, width: int = 1280) -> Visitor:
        mirror = None if javascript else new_page(javascript=True, width=width)
        visitor = Visitor(new_page(javascript=javascript, width=width), pages_seen, mirror)
        visitor.sign_in(email)
        return visitor

    yield start
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The Nu checker reads what the others saw, so it comes last."""
    items.sort(key=lambda item: item.path.name == "test_valid_html.py")
