"""Which sentences of a month are shown."""

from __future__ import annotations

from programmes.brief.activity import activity
from programmes.brief.challenges import challenges
from programmes.brief.decisions import decisions
from programmes.brief.forecast import forecast
from programmes.brief.money import money
from programmes.brief.returns import returns
from programmes.brief.savings import savings
from programmes.brief.sentence import Sentence
from programmes.figures import GroupFigures

MOST = 5
SUBJECTS = (money, returns, activity, decisions, forecast, savings, challenges)
"""Of equal weight the earlier goes first."""


def brief(figures: GroupFigures) -> list[Sentence]:
    """The five sentences that matter most, the most important first."""
    offered = [sentence for subject in SUBJECTS for sentence in subject(figures)]
    return sorted(offered, key=lambda sentence: -sentence.weight)[:MOST]
