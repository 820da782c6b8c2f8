"""One sentence of the brief, and how much it matters."""

from __future__ import annotations

from dataclasses import dataclass

LIGHTEST, HEAVIEST = 0.0, 100.0


@dataclass(frozen=True)
class Sentence:
    """`subject` heads it and `opens` says which rows lie behind it; `flag` in a word why it stands first."""

    subject: str
    opens: str
    text: str
    weight: float
    flag: str = ""


def weigh(base: float, more: float = 0.0) -> float:
    """`base` and what comes on top, within the scale."""
    return max(LIGHTEST, min(HEAVIEST, base + more))
