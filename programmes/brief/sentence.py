"""One sentence of the brief, and how much it matters."""

from __future__ import annotations

from dataclasses import dataclass

LIGHTEST, HEAVIEST = 0.0, 100.0
CALM = ("Waiting", "Check", "Change")


@dataclass(frozen=True)
class Sentence:
    """`subject` heads it and `opens` says which rows lie behind it; `flag` in a word why it stands first."""

    subject: str
    opens: str
    text: str
    weight: float
    flag: str = ""

    @property
    def colour(self) -> str:
        """Of the flag: red for what went wrong, blue for what asks to be looked at."""
        return "blue" if self.flag in CALM else "red"


def joined(parts: list[str]) -> str:
    """“a, b and c”, however many."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def small(name: str) -> str:
    """A name inside a sentence: “provider services”; what is written in capitals stays so."""
    return " ".join(word if word.isupper() else word.lower() for word in name.split())


def weigh(base: float, more: float = 0.0) -> float:
    """`base` and what comes on top, within the scale."""
    return max(LIGHTEST, min(HEAVIEST, base + more))
