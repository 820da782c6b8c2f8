"""What waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.formats import plural
from programmes.brief.sentence import Sentence, joined, weigh
from programmes.figures import GroupFigures
from programmes.figures.change import DecisionFigures
from referrals.words import names

NOUNS = {
    "milestone": ("milestone", "milestones"),
    "returns": ("return", "returns"),
    "outlier_answered": ("practice's answer", "practices' answers"),
    "reinvestment": ("proposal for freed-up money", "proposals for freed-up money"),
}
MANY = 6
"""More than so many weigh no more."""


def decisions(figures: GroupFigures) -> Iterator[Sentence]:
    """How many of what wait, and what is overdue."""
    found = figures.decisions
    late = [one for one in found.waiting if one.is_late]
    text = " ".join(_said(found))
    flag = "Late" if late else "Waiting" if found.count else ""
    more = 1.5 * min(found.count, MANY) + 3 * min(len(late), MANY)
    yield Sentence("Decisions", "decisions", text, weigh(24, more), flag)


def _said(found: DecisionFigures) -> Iterator[str]:
    counts = {kind: sum(one.count for one in found.of(kind)) for kind in NOUNS}
    waiting = [plural(count, *NOUNS[kind]) for kind, count in counts.items() if count]
    if waiting:
        yield f"{joined(waiting)} {'waits' if sum(counts.values()) == 1 else 'wait'} for a decision."
    for plan in found.of("plan"):
        yield f"The {plan.title} waits for a signature: {plan.note}."
    if overdue := [one.title for one in found.of("outlier_asked") if one.is_late]:
        yield f"Overdue from practices asked for reasons: {names(overdue)}."
    if late := found.of("milestone_late"):
        yield f"{plural(len(late), 'milestone')} {'is' if len(late) == 1 else 'are'} late."
    if not found.waiting:
        yield "Nothing waits for a decision."
