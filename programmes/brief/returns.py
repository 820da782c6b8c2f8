"""Which returns are in."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.formats import long_date, plural
from programmes.brief.sentence import Sentence, weigh
from programmes.figures import GroupFigures
from programmes.figures.returns import ReturnFigures
from referrals.selectors.completeness import State
from referrals.words import names


def returns(figures: GroupFigures) -> Iterator[Sentence]:
    """How many are in, and whose are missing or queried."""
    found = figures.returns
    if not found.expected:
        text = f"No practice was expected to send a return for {found.month}."
        yield Sentence("Returns", "returns", text, weigh(10))
        return
    missing = found.missing / found.expected
    text = " ".join(_said(found))
    weight = weigh(30, 120 * missing + 5 * found.queried) if found.is_due else weigh(20)
    yield Sentence("Returns", "returns", text, weight, "Missing" if found.missing else "")


def _said(found: ReturnFigures) -> Iterator[str]:
    yield (
        f"{found.complete} of {plural(found.expected, 'return')} for {found.month} "
        f"{'is' if found.complete == 1 else 'are'} in; {found.on_time} came on time."
    )
    if not found.is_due:
        yield f"They are due by {long_date(found.due_on)}."
    if missing := found.named(State.MISSING):
        yield f"Missing: {names(missing)}."
    if queried := found.named(State.QUERIED):
        yield f"Queried: {names(queried)}."
