"""The written definition of each rule."""

from __future__ import annotations

from pathlib import Path

from daccom.definitions import Definition as Definition
from daccom.definitions import read_definition

FOLDER = Path(__file__).parent / "definitions"


def definition_of(code: str) -> Definition:
    """The definition of a rule. Raises KeyError when its provenance is incomplete."""
    return read_definition(FOLDER / f"{code}.md")
