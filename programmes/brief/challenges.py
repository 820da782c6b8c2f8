"""What was challenged of the hospitals' charges."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.formats import money_short, plural
from programmes.brief.sentence import Sentence, weigh
from programmes.figures import GroupFigures


def challenges(figures: GroupFigures) -> Iterator[Sentence]:
    """How much was raised, what came back, what is lost and what is open."""
    total = figures.challenges.total
    if not total.count:
        return
    text = (
        f"{plural(total.count, 'challenge')} of {money_short(total.gross)} to charges of "
        f"{figures.month.year}: "
        f"{money_short(total.recovered)} recovered, {money_short(total.lost)} lost, "
        f"{money_short(total.open_gross)} open."
    )
    lost = float(total.lost / total.gross) if total.gross else 0.0
    yield Sentence("Challenges", "challenges", text, weigh(28, 30 * lost), "")
