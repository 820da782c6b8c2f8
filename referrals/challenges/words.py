"""What may be written about a challenge: to the provider, by the provider, by the practice."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from daccom.errors import Refused

if TYPE_CHECKING:
    from referrals.models import Episode

LONGEST_WORDS = 500
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ \-\u2010-\u2015\u00a0]?\d){9}(?!\d)")


def clean_words(words: str, *, needed: str, known: Collection[str] = ()) -> str:
    """What was written, trimmed. Refuses none, too much, and what looks like an NHS number.

    `known`: ten-digit numbers that are none, see own_numbers().
    """
    text = words.strip()
    if not text:
        raise Refused("challenge.words-needed", needed, "Write a sentence.")
    if len(text) > LONGEST_WORDS:
        raise Refused(
            "challenge.words-too-long",
            f"The words are {len(text)} characters long; {LONGEST_WORDS} fit.",
            "Shorten them.",
        )
    if names_a_patient(text, known):
        raise Refused(
            "challenge.names-a-patient",
            "The words hold a ten-digit number that may be an NHS number.",
            "Leave it out: the spell and episode numbers go with the challenge.",
        )
    return text


def names_a_patient(text: str, known: Collection[str] = ()) -> bool:
    """Whether ten digits stand together as an NHS number's do, spaced or not, and are none of `known`."""
    return not _ten_digits(text) <= set(known)


def own_numbers(episode: Episode) -> frozenset[str]:
    """The provider's own ten-digit numbers of a stay and of those that the checks found beside it.

    Reads `findings`: their words name spells and episodes, never a patient.
    """
    texts = [episode.spell_id, episode.episode_id, *(row.words for row in episode.findings.all())]
    return frozenset(number for text in texts for number in _ten_digits(text))


def _ten_digits(text: str) -> set[str]:
    return {re.sub(r"\D", "", found) for found in TEN_DIGITS.findall(text)}
