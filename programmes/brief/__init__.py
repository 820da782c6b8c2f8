"""The five sentences that matter in a group's month, written from its figures. Pure: figures in, words out.

Each subject offers sentences with a weight from 0 to 100, how much they matter this month: the greater the
sum, the share missing or the delay, the heavier. The five heaviest are shown, the heaviest first.
"""

from programmes.brief.choosing import MOST, brief
from programmes.brief.sentence import Sentence

__all__ = ["MOST", "Sentence", "brief"]
