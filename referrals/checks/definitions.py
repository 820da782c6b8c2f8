"""The written definition of each rule: who wrote it, who checked it, when, and from which paragraph."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from daccom.markdown import to_html

FOLDER = Path(__file__).parent / "definitions"


@dataclass(frozen=True)
class Definition:
    """A reviewed file: four lines of provenance, an empty one, and the text in Markdown."""

    author: str
    checked_by: str
    checked_on: dt.date
    source: str
    text: str

    @property
    def html(self) -> SafeString:
        return to_html(self.text)


@cache
def definition_of(code: str) -> Definition:
    """The definition of a rule. Raises KeyError when its provenance is incomplete."""
    head, text = (FOLDER / f"{code}.md").read_text(encoding="utf-8").split("\n\n", 1)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    return Definition(
        author=said["Author"],
        checked_by=said["Checked by"],
        checked_on=dt.date.fromisoformat(said["Checked on"]),
        source=said["Source"],
        text=text.strip(),
    )
