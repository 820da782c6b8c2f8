"""A person with a browser: every page this person sees is checked with axe and kept for the Nu checker."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Response

ROOT = Path(__file__).parent.parent.parent
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    found => found.id + ": " + found.nodes.map(node => node.html.slice(0, 200)).join(" | "))"""
PASSWORD = "dacorum-2009-demo"


class Visitor:
    """Does what a person does (go, follow, press, fill) and looks at each page that comes."""

    def __init__(self, page: Page, pages_seen: Path) -> None:
        self.page = page
        self.pages_seen = pages_seen
        self.checked: set[str] = set()
        page.on("response", self._keep)
        page.on("pageerror", self._fail)
        page.on("console", self._hear)
        self.complaints: list[str] = []

    def sign_in(self, email: str) -> None:
        self.go("/accounts/sign-in/")
        self.page.get_by_label(re.compile("email|e-mail", re.I)).fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")

    def go(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def follow(self, words: str | re.Pattern[str], *, within: str = "body", exact: bool = False) -> None:
        """Follow the first link with these words."""
        self.page.locator(within).get_by_role("link", name=words, exact=exact).first.click()
        self.look()

    def press(self, words: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press the first button with these words."""
        (within or self.page.locator("body")).get_by_role("button", name=words).first.click()
        self.look()

    def fill(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def sees(self, words: str | re.Pattern[str]) -> bool:
        return self.page.locator("body").get_by_text(words).count() > 0

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def look(self) -> None:
        """axe finds nothing, nothing sticks out sideways, and the browser complains of nothing."""
        self.page.wait_for_load_state()
        key = hashlib.sha256(self.page.content().encode()).hexdigest()
        if key not in self.checked:
            self.checked.add(key)
            self.page.evaluate(AXE)
            assert self.page.evaluate(RUN_AXE) == [], self.page.url
        assert self.sideways() <= 0, f"{self.page.url} sticks out by {self.sideways()} px"
        assert self.complaints == [], self.page.url

    def sideways(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def _keep(self, response: Response) -> None:
        kind = response.headers.get("content-type", "")
        if kind.startswith("text/html") and not 300 <= response.status < 400:
            body = response.body()
            (self.pages_seen / f"{hashlib.sha256(body).hexdigest()[:24]}.html").write_bytes(body)

    def _fail(self, error: Any) -> None:
        self.complaints.append(str(error))

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.complaints.append(message.text)
