"""What changed between two versions of a return, from their contents. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from referrals.models import Answer, Urgency
from referrals.models.episodes import QUESTIONS

Content = Mapping[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True)
class FigureChange:
    """One figure, before and after; None: the version has no such figure. `clinician` "": of all of them."""

    specialty: str
    urgency: str
    old: int | None
    new: int | None
    clinician: str = ""

    @property
    def change(self) -> int:
        return (self.new or 0) - (self.old or 0)


@dataclass(frozen=True)
class AnswerChange:
    """One answer about an episode, which goes by the provider's own number; "" where there is none."""

    provider: str
    episode: str
    question: str
    old: str
    new: str


def figure_changes(old: Content, new: Content) -> list[FigureChange]:
    """The practice's figures that differ, in the order of specialty and urgency."""
    return _changes(_figures(old["counts"]), _figures(new["counts"]))


def clinician_changes(old: Content, new: Content) -> list[FigureChange]:
    """The same for each clinician, of versions that counted by clinician; for the practice alone."""
    before = {part["clinician"]: part["counts"] for part in old.get("by_clinician", ())}
    after = {part["clinician"]: part["counts"] for part in new.get("by_clinician", ())}
    return [
        change
        for name in sorted({*before, *after})
        for change in _changes(_figures(before.get(name, ())), _figures(after.get(name, ())), name)
    ]


def specialty_totals(content: Content) -> dict[str, int]:
    """What each specialty comes to, by name, elective and unscheduled together."""
    totals: dict[str, int] = defaultdict(int)
    for row in content["counts"]:
        totals[row["specialty"]] += row["referrals"]
    return dict(totals)


def specialty_changes(old: Content, new: Content) -> list[FigureChange]:
    """The specialties whose total differs: what others than the practice may read, if it is not small."""
    before, after = specialty_totals(old), specialty_totals(new)
    return [
        FigureChange(name, "", before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def answer_changes(old: Content, new: Content) -> list[AnswerChange]:
    """The answers that differ, and those about episodes that only one version has."""
    before, after = _answers(old), _answers(new)
    return [
        AnswerChange(provider, episode, QUESTIONS[question], *words)
        for provider, episode, question in sorted({*before, *after}, key=_by_question)
        if (words := _words(before, after, (provider, episode, question)))[0] != words[1]
    ]


def _changes(
    before: Mapping[Key, tuple[str, int]], after: Mapping[Key, tuple[str, int]], clinician: str = ""
) -> list[FigureChange]:
    found = []
    for code, urgency in sorted({*before, *after}):
        name, old = before.get((code, urgency), ("", None))
        later, new = after.get((code, urgency), ("", None))
        if old != new:
            found.append(FigureChange(later or name, Urgency(urgency).label, old, new, clinician))
    return found


def _figures(rows: Iterable[Mapping[str, Any]]) -> dict[Key, tuple[str, int]]:
    return {(row["code"], row["urgency"]): (row["specialty"], row["referrals"]) for row in rows}


def _answers(content: Content) -> dict[Key, str]:
    return {
        (row["provider"], row["episode"], question): answer
        for row in content["episodes"]
        for question, answer in row["answers"].items()
    }


def _words(before: Mapping[Key, str], after: Mapping[Key, str], key: Key) -> tuple[str, str]:
    old, new = (Answer(found[key]).label if found.get(key) else "" for found in (before, after))
    return old, new


def _by_question(key: Key) -> tuple[str, str, int]:
    provider, episode, question = key
    return provider, episode, list(QUESTIONS).index(question)
