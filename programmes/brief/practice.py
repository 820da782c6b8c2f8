"""What matters of one practice's month, in a few sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.formats import in_sentence, money_short, number, percent, plural
from programmes.board.practice import OwnMeasure, OwnPart
from programmes.brief.sentence import Sentence, joined, small
from programmes.figures import GroupFigures
from referrals.selectors.completeness import State


def practice_brief(figures: GroupFigures, part: OwnPart, *, is_own: bool) -> list[Sentence]:
    """Its return, its money, where it stands against the group, its challenges.

    How many challenges it has is for itself (`is_own`); others get their pounds, as in the panel below.
    """
    return [
        *_returned(figures, part),
        *_money(figures, part),
        *_against(part),
        *_challenges(figures, part, is_own),
    ]


def _returned(figures: GroupFigures, part: OwnPart) -> Iterator[Sentence]:
    if part.current is None:
        return
    flag = "Missing" if part.current.state == State.MISSING else ""
    cells = part.returns.cells if part.returns else []
    text = f"The return for {figures.month}: {in_sentence(part.current.words)}."
    others = [str(cell.month) for cell in cells if cell.state == State.MISSING and cell != part.current]
    if others:
        text += f" Also missing: {joined(others)}."
    yield Sentence("Return", "return", text, 0, flag)


def _money(figures: GroupFigures, part: OwnPart) -> Iterator[Sentence]:
    row = part.money
    if row is None or row.variance is None:
        yield Sentence("Budget", "budget", "Budget or spend is not known.", 0, "Missing")
        return
    side = "over" if row.variance > 0 else "under"
    share = f" ({percent(abs(row.variance_percent))})" if row.variance_percent is not None else ""
    text = f"Month {figures.month.number}: {money_short(abs(row.variance))} {side} budget to date{share}."
    if row.months_missing:
        text += f" {plural(row.months_missing, 'monthly line')} of spend not posted yet."
    yield Sentence("Budget", "budget", text, 0, "Over" if row.variance > 0 else "")


def _against(part: OwnPart) -> Iterator[Sentence]:
    strict = [one for one in part.measures if one.is_strict]
    if strict:
        said = joined([_said(one) for one in strict])
        text = f"By far more than chance from what the list leads to expect: {said}."
        yield Sentence("Out of line", "measures", text, 0, "Check")
    elif any(one.verdict.startswith("not") for one in part.measures):
        text = "Nothing differs clearly from what the ages and sexes on the list lead to expect."
        yield Sentence("Out of line", "measures", text, 0)


def _said(one: OwnMeasure) -> str:
    return f"{small(one.name)} {one.verdict.split()[0]} ({one.against} expected)"


def _challenges(figures: GroupFigures, part: OwnPart, is_own: bool) -> Iterator[Sentence]:
    line = part.challenges
    if line is None or not line.count:
        return
    gross, open_gross = money_short(line.gross), money_short(line.open_gross)
    raised, still = f"Challenges of {gross}", f"{open_gross} open"
    if is_own:
        raised = f"{plural(line.count, 'challenge')} of {gross}"
        still = f"{number(line.open_count)} open ({open_gross})"
    text = (
        f"{raised} to charges of {figures.month.year}: "
        f"{money_short(line.recovered)} recovered, {money_short(line.lost)} lost, {still}."
    )
    yield Sentence("Challenges", "challenges", text, 0)
