"""A person with a browser: every page this person sees is checked with axe and kept for the Nu checker."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Response, Route

ROOT = Path(__file__).parent.parent.parent
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN_AXE = """async () => (await axe.run({preload: false, resultTypes: ["violations"]})).violations.map(
    found => found.id + ": " + found.nodes.map(node => node.html.slice(0, 200)).join(" | "))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
EXPECTED = ("the server responded with a status of 4", "Loading the font 'https://assets.nhs.uk/")
"""Refusals that a walk asks for; and the NHS's own font, which our policy keeps from being fetched."""
PASSWORD = "dacorum-2009-demo"


class Visitor:
    """Does what a person does (go, follow, press, fill) and looks at each page that comes."""

    def __init__(self, page: Page, pages_seen: Path, mirror: Page | None = None) -> None:
        """`mirror`: where JavaScript is off, a page with it on, in which axe can run on the same HTML."""
        self.page = page
        self.mirror = mirror
        self.html = ""
        self.pages_seen = pages_seen
        self.checked: set[str] = set()
        page.set_default_timeout(10_000)
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
        """Follow the first link with these words, by keyboard."""
        self.page.locator(within).get_by_role("link", name=words, exact=exact).first.press("Enter")
        self.look()

    def press(self, words: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press the first button with these words; without JavaScript that always brings another page."""
        button = (within or self.page.locator("body")).get_by_role("button", name=words).first
        if self.mirror:
            with self.page.expect_navigation():
                button.click()
        else:
            button.click()
        self.look()

    def fill(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def sees(self, words: str | re.Pattern[str]) -> bool:
        return self.page.locator("body").get_by_text(words).count() > 0

    def paste(self, label: str, text: str) -> None:
        """Paste a block as a spreadsheet puts it on the clipboard."""
        self.page.get_by_label(label).first.focus()
        self.page.evaluate(
            """text => {
                const data = new DataTransfer(); data.setData("text/plain", text);
                const how = {clipboardData: data, bubbles: true, cancelable: true};
                document.activeElement.dispatchEvent(new ClipboardEvent("paste", how)); }""",
            text,
        )

    def value(self, label: str) -> str:
        return self.page.get_by_label(label).first.input_value()

    def has_button(self, words: str | re.Pattern[str]) -> bool:
        return self.page.get_by_role("button", name=words).count() > 0

    def go_back_to(self, words: str) -> None:
        """The back link of the page when it has one, else the page it stands for is here already."""
        link = self.page.locator("a.nhsuk-back-link", has_text=re.compile(rf"^\s*{words}\s*$"))
        if link.count():
            link.click()
            self.look()

    def wait_for(self, words: re.Pattern[str], seconds: int = 60) -> None:
        """Come back to this page until a link with these words is there, or one like a button."""
        for _ in range(seconds):
            if self.page.locator("a", has_text=words).count():
                return
            self.page.wait_for_timeout(1000)
            self.page.reload()
        raise AssertionError(f"{self.page.url} never showed {words.pattern}")

    def download(self, words: str | re.Pattern[str]) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=words).first.click()
        return Path(waiting.value.path()).read_bytes()

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
            page = self._mirrored() if self.mirror else self.page
            page.evaluate(AXE)
            violations = page.evaluate(RUN_AXE)
            assert violations == [], f"{self.page.url}: {violations}"
            assert page.evaluate(SIDEWAYS) <= 0, f"{self.page.url} is wider than its window"
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"

    def _mirrored(self) -> Page:
        """The HTML this visitor was sent last, in a page that runs axe but none of our scripts."""
        assert self.mirror
        self.mirror.unroute_all()
        self.mirror.route("**/*", self._answer)
        self.mirror.goto(self.page.url)
        return self.mirror

    def _answer(self, route: Route) -> None:
        if route.request.resource_type == "document":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.abort()
        else:
            route.continue_()

    def _keep(self, response: Response) -> None:
        kind = response.headers.get("content-type", "")
        if kind.startswith("text/html") and not 300 <= response.status < 400:
            body = response.body()
            self.html = body.decode()
            (self.pages_seen / f"{hashlib.sha256(body).hexdigest()[:24]}.html").write_bytes(body)

    def _fail(self, error: Any) -> None:
        self.complaints.append(str(error))

    def _hear(self, message: Any) -> None:
        if message.type == "error" and not any(words in message.text for words in EXPECTED):
            self.complaints.append(message.text)
