"""The written definition of each measure, in `definitions/` beside this file."""

from __future__ import annotations

from pathlib import Path

from daccom.definitions import Definition, read_definition
from referrals.models import Measure

FOLDER = Path(__file__).parent / "definitions"


def measure_definition(measure: Measure) -> Definition:
    """The definition of a measure. Raises KeyError when its provenance is incomplete."""
    return read_definition(FOLDER / f"{measure.value}.md")
