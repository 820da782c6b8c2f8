"""The file that a provider gets and sends back: its columns, and its rows from the challenges."""

from __future__ import annotations

from collections.abc import Iterable

from daccom.calendar import Month
from daccom.spreadsheets.writing import Value
from referrals.models import Challenge, ChallengeBatch

BATCH, CHALLENGE = "Batch", "Challenge"
DECISION, AMOUNT, REASON = "Your decision", "Amount accepted (£)", "Your reason"
HEADERS = (
    BATCH,
    CHALLENGE,
    "Spell",
    "Episode",
    "Activity month",
    "HRG",
    "Charged (£)",
    "Claimed (£)",
    "Direction",
    "Reason",
    "What is wrong",
    DECISION,
    AMOUNT,
    REASON,
)
"""The last three are empty: the provider fills them in. No patient's name or number is among them."""


def rows_of(batch: ChallengeBatch, challenges: Iterable[Challenge]) -> list[list[Value]]:
    """A row for each challenge, always the same whatever became of it since."""
    return [
        [
            batch.reference,
            str(challenge.pk),
            challenge.episode.spell_id,
            challenge.episode.episode_id,
            Month(challenge.month).slug,
            challenge.episode.hrg,
            challenge.episode.total_cost,
            challenge.amount_at_stake,
            challenge.get_direction_display(),
            challenge.get_reason_display(),
            challenge.words,
            "",
            "",
            "",
        ]
        for challenge in challenges
    ]


def file_name(batch: ChallengeBatch, kind: str) -> str:
    """“challenges-RWG-3.csv”."""
    return f"challenges-{batch.reference}.{kind}"
