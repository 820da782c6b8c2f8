"""A page of the site as a document: what stands on it, without what only a screen needs.

The PDF of a page shows what the page shows this reader, so nothing is read, hidden or written a second time.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

Attributes = list[tuple[str, str | None]]

EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
LEFT_OUT = frozenset({"button", "form", "nav", "noscript", "script", "style", "summary", "svg", "template"})
"""Elements of which nothing is printed."""
FOR_SCREENS = frozenset({"app-exports", "app-screen", "nhsuk-u-visually-hidden", "nhsuk-pagination"})
"""Classes of elements of which nothing is printed."""
OPENED = frozenset({"details", "picture", "source"})
"""Elements whose content stands where they stood."""
KEPT = frozenset({"abbr", "alt", "class", "colspan", "id", "lang", "rowspan", "scope", "src", "title"})
"""Attributes that a document has a use for."""


def document_of(page: str) -> str:
    """The HTML of a document for render_pdf() from a whole page of ours.

    Links become plain words, and a paragraph of nothing else goes; details are open, pictures are those for
    print.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    title = " ".join("".join(reader.title).split()).rpartition(" – ")[0]
    return render_to_string("pdf/page.html", {"title": title, "body": mark_safe("".join(reader.written))})  # noqa: S308


class _Reader(HTMLParser):
    """Writes what lies within <main>; text is escaped once more, attributes are those of KEPT."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.written: list[str] = []
        self.open: list[tuple[str, str]] = []
        """The elements around this place, each with what closes it; "skip" closes nothing and hides all."""
        self.within: set[str] = set()
        self.picture = ""
        self.paragraph: int | None = None
        """Where a paragraph began that holds nothing but links so far."""

    @property
    def is_hidden(self) -> bool:
        return "main" not in self.within or any(closing == "skip" for _, closing in self.open)

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        held = dict(attributes)
        self.within |= {tag} & {"main", "title"}
        hidden = self.is_hidden
        opening, closing = ("", "skip") if _is_for_screens(tag, held) else self._told(tag, held)
        if tag == "p":
            self.paragraph = len(self.written)
        if not hidden:
            self.written.append(opening)
        if tag not in EMPTY:
            self.open.append((tag, closing))

    def handle_endtag(self, tag: str) -> None:
        self.within.discard(tag)
        if tag == "p" and self.paragraph is not None:
            del self.written[self.paragraph :]
            self.open[-1], self.paragraph = (tag, "skip"), None
        while self.open:
            name, closing = self.open.pop()
            if closing != "skip" and not self.is_hidden:
                self.written.append(closing)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if "title" in self.within and "main" not in self.within:
            self.title.append(data)
        elif not self.is_hidden:
            self.written.append(escape(data, quote=False))
            if data.strip() and not any(tag == "a" for tag, _ in self.open):
                self.paragraph = None

    def _told(self, tag: str, held: dict[str, str | None]) -> tuple[str, str]:
        """What opens and what closes an element in the document."""
        if tag == "source" and "print" in (held.get("media") or ""):
            self.picture = held.get("srcset") or ""
        if tag in OPENED or tag == "main":
            return "", ""
        if tag == "img":
            held, self.picture = {**held, "src": self.picture or held.get("src")}, ""
        name = "span" if tag == "a" else tag
        kept = {key: value or "" for key, value in held.items() if key in KEPT}
        told = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
        return f"<{name}{told}>", "" if tag in EMPTY else f"</{name}>"


def _is_for_screens(tag: str, held: dict[str, str | None]) -> bool:
    return tag in LEFT_OUT or not FOR_SCREENS.isdisjoint((held.get("class") or "").split())
