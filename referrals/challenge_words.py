"""What may be written about a challenge: to the provider, by the provider, by the practice."""

from __future__ import annotations

import re

from daccom.errors import Refused

LONGEST_WORDS = 500
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ \-\u2010-\u2015\u00a0]?\d){9}(?!\d)")


def clean_words(words: str, *, needed: str) -> str:
    """What was written, trimmed. Refuses none, too much, and what looks like an NHS number."""
    text = words.strip()
    if not text:
        raise Refused("challenge.words-needed", needed, "Write a sentence.")
    if len(text) > LONGEST_WORDS:
        raise Refused(
            "challenge.words-too-long",
            f"The words are {len(text)} characters long; {LONGEST_WORDS} fit.",
            "Shorten them.",
        )
    if names_a_patient(text):
        raise Refused(
            "challenge.names-a-patient",
            "The words hold a ten-digit number that may be an NHS number.",
            "Leave it out: the spell and episode numbers go with the challenge.",
        )
    return text


def names_a_patient(text: str) -> bool:
    """Whether ten digits stand together as an NHS number's do, spaced or not."""
    return TEN_DIGITS.search(text) is not None
