"""The practice's answers about an episode, and who looked at whose rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from daccom import audit
from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import User
from referrals.models import Answer, Episode, Validation
from referrals.models.episodes import QUESTIONS
from referrals.services.drafts import locked_draft, opened_month

ALL_YES: Mapping[str, str] = dict.fromkeys(QUESTIONS, Answer.YES.value)


@transaction.atomic
def save_answers(
    *, episode: Episode, by: User, answers: Mapping[str, str], note: str, edition: int, now: dt.datetime
) -> Validation:
    """Store the five answers and the note. `edition` 0 says that the form showed none.

    Raises Refused: episode.not-over-threshold, episode.stale, and what forbids changing the month.
    """
    month = opened_month(episode.practice, Month(episode.month), timezone.localdate(now))
    if episode.total_cost <= month.threshold:
        raise Refused(
            "episode.not-over-threshold", "This episode did not cost enough to be validated.", "Leave it."
        )
    locked_draft(month)
    stored = Validation.objects.filter(episode=episode).first()
    if edition != (stored.edition if stored else 0):
        raise Refused(
            "episode.stale",
            "Somebody answered these questions since you opened this page.",
            "Compare their answers with yours and save again.",
        )
    before = _as_text(stored) if stored else {}
    saved = stored or Validation(episode=episode, edition=0)
    for question, answer in answers.items():
        setattr(saved, question, answer)
    saved.note, saved.edition = note, edition + 1
    saved.answered_at, saved.answered_by = now, by
    saved.save()
    record(by=by, verb="episode.answered", target=episode, before=before, after=_as_text(saved))
    return saved


def _as_text(validation: Validation) -> dict[str, str]:
    """The answers, and whether there is a note; its words stay out of the audit."""
    return {**validation.answers, "note": "written" if validation.note else ""}


@transaction.atomic
def note_view(*, by: User, episodes: Sequence[Episode], purpose: str) -> None:
    """Write down that `by` saw these rows of one practice's patients, and on which page."""
    if episodes:
        audit.record_view(by=by, rows=episodes, purpose=purpose, practice_id=episodes[0].practice_id)
