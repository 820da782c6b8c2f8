"""A written definition that people may argue over: who wrote and checked it, when, from which paragraph."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from daccom.markdown import to_html


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
def read_definition(path: Path) -> Definition:
    """The definition in a file. Raises KeyError when its provenance is incomplete."""
    head, text = path.read_text(encoding="utf-8").split("\n\n", 1)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    return Definition(
        author=said["Author"],
        checked_by=said["Checked by"],
        checked_on=dt.date.fromisoformat(said["Checked on"]),
        source=said["Source"],
        text=text.strip(),
    )
