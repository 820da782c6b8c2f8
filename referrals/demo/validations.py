"""The practices' answers about the episodes over the threshold: mostly yes, some no, some not known."""

from __future__ import annotations

import datetime as dt

from practices.demo.draws import Draws
from practices.demo.moments import at
from practices.models import User
from referrals.demo.planted import Planted
from referrals.models import Answer, Episode, Validation
from referrals.models.episodes import QUESTIONS

NO_PER_THOUSAND = 40
NOT_KNOWN_PER_THOUSAND = 40
NOTES = {
    "discharge_summary": "No discharge summary has come by today.",
    "nhs_number_recorded": "The NHS number is missing or wrong in the extract.",
    "coded_correctly": "The coding does not match the discharge summary.",
    "dates_correct": "The dates differ from our record.",
    "registered_at_admission": "Not on our list at admission.",
}
SEEN_AS = {
    "duplicate": "coded_correctly",
    "overlap": "dates_correct",
    "not_ours": "registered_at_admission",
    "identity": "nhs_number_recorded",
    "dates": "dates_correct",
    "bed_days": "coded_correctly",
    "price": "coded_correctly",
}
"""Which question a practice that notices a planted error answers with no."""


def noticed(planted: list[Planted]) -> dict[tuple[int, str], str]:
    """The question answered no, by provider and episode: the practices notice every other error."""
    return {(error.provider, error.episode_id): SEEN_AS[error.code] for error in planted[::2]}


def answered(
    episodes: list[Episode], by: User, on: dt.date, no: dict[tuple[int, str], str]
) -> list[Validation]:
    """Unsaved answers of one practice about its episodes of one month."""
    if not episodes:
        return []
    draws = Draws("answers", by.email, on)
    fates = draws.below(1000, len(episodes)).tolist()
    questions = draws.below(len(QUESTIONS), len(episodes)).tolist()
    return [
        _answers(episode, by, on, fate, question, no.get((episode.provider_id, episode.episode_id)))
        for episode, fate, question in zip(episodes, fates, questions, strict=True)
    ]


def _answers(
    episode: Episode, by: User, on: dt.date, fate: int, question: int, seen: str | None
) -> Validation:
    answers: dict[str, str] = dict.fromkeys(QUESTIONS, Answer.YES)
    doubtful, note = seen or list(QUESTIONS)[question], ""
    if seen or fate < NO_PER_THOUSAND:
        answers[doubtful], note = Answer.NO, NOTES[doubtful]
    elif fate < NO_PER_THOUSAND + NOT_KNOWN_PER_THOUSAND:
        answers[doubtful] = Answer.NOT_KNOWN
    return Validation(episode=episode, note=note, answered_at=at(on, 9, 30), answered_by=by, **answers)
