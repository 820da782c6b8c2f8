"""What there is to find in a file, as JSON that is written while the file is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from referrals.hidas_generator.malformed import Damage

ABOUT = (
    "amount is in pounds, negative for an undercharge. readmission is found only where that rule is switched "
    "on; late only where the oldest month has its usual reconciliation dates and the others are still open."
)


@dataclass(frozen=True)
class Answer:
    """One planted error: where it stands, the rule it breaks, the pence at stake (signed) and why."""

    provider: str
    episode_id: str
    rule: str
    pence: int
    why: str
    practice: str
    month: str

    @property
    def amount(self) -> Decimal:
        """Pounds at stake, negative for an undercharge."""
        return Decimal(self.pence).scaleb(-2)

    def as_plain(self) -> dict[str, str]:
        """The answer as it stands in the file."""
        return {
            "provider": self.provider,
            "episode_id": self.episode_id,
            "rule": self.rule,
            "amount": str(self.amount),
            "why": self.why,
            "practice": self.practice,
            "month": self.month,
        }


class AnswerFile:
    """The answers of one file as they come; what was damaged waits in `later` until the end."""

    def __init__(self, out: IO[str], later: IO[str]) -> None:
        self._out, self._later = out, later
        self._first = self._first_later = True

    def add(self, answers: Sequence[Answer], damage: Sequence[Damage]) -> None:
        """Write a block's answers, and keep its damage."""
        self._first = _entries(self._out, (answer.as_plain() for answer in answers), self._first)
        self._first_later = _entries(self._later, (asdict(value) for value in damage), self._first_later)


@contextmanager
def answer_file(path: Path, seed: int) -> Iterator[AnswerFile]:
    """`{"about", "seed", "answers": […], "malformed": […]}`, an entry a line."""
    with path.open("w", encoding="utf-8") as out, TemporaryFile("w+", encoding="utf-8") as later:
        out.write(f'{{"about": {json.dumps(ABOUT)},\n"seed": {seed},\n"answers": [')
        yield AnswerFile(out, later)
        out.write('\n],\n"malformed": [')
        later.seek(0)
        out.writelines(later)
        out.write("\n]}\n")


def _entries(out: IO[str], entries: Iterable[dict[str, Any]], first: bool) -> bool:
    """Write the entries with their commas; whether the next one is still the first."""
    for entry in entries:
        out.write(("\n" if first else ",\n") + json.dumps(entry, ensure_ascii=False))
        first = False
    return first
