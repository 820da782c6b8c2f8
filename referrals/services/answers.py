"""The practice's answers about an episode, and who looked at whose rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from auditlog.models import LogEntry
from django.db import transaction
from django.utils import timezone

from daccom import audit
from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import User
from referrals.models import Answer, Episode, Finding, Validation
from referrals.models.episodes import QUESTIONS
from referrals.services.drafts import locked_draft, opened_month

ALL_YES: Mapping[str, str] = dict.fromkeys(QUESTIONS, Answer.YES.value)
Saved = tuple[int, int]
"""An episode's key and the edition of its answers."""


@transaction.atomic
def save_answers(
    *, episode: Episode, by: User, answers: Mapping[str, str], note: str, edition: int, now: dt.datetime
) -> Validation:
    """Store the five answers and the note. `edition` 0 says that the form showed none.

    The same answers sent twice are saved once, so that a lost reply may be asked for again. Raises Refused:
    episode.not-over-threshold, episode.replaced, episode.stale, and what forbids changing the month.
    """
    _held([episode], now)
    return _stored(episode, by, {**answers, "note": note}, edition, now)


@transaction.atomic
def confirm_episodes(
    *, episodes: Sequence[Episode], by: User, now: dt.datetime, despite_findings: bool = False
) -> list[Saved]:
    """All five yes for those of one practice's month that nobody answered; the others stay as they are.

    Raises Refused: episode.has-findings unless `despite_findings`, and as save_answers().
    """
    if not episodes:
        return []
    _held(episodes, now)
    answered = set(Validation.objects.filter(episode__in=episodes).values_list("episode_id", flat=True))
    waiting = [episode for episode in episodes if episode.pk not in answered]
    if not despite_findings and Finding.objects.filter(episode__in=waiting).exists():
        raise Refused(
            "episode.has-findings",
            "The automatic checks found something about an episode you chose.",
            "Look at what they found, then say yes for it on its own.",
        )
    yes = {**ALL_YES, "note": ""}
    return [(episode.pk, _stored(episode, by, yes, 0, now).edition) for episode in waiting]


@transaction.atomic
def clear_answers(
    *, episodes: Sequence[Episode], editions: Mapping[int, int], by: User, now: dt.datetime
) -> list[int]:
    """Take back answers, so that the questions are open again; gives the keys of the episodes.

    Only those that still stand at the edition given for their key: what was answered since stays.
    """
    cleared = []
    if episodes:
        _held(episodes, now)
    for validation in Validation.objects.filter(episode__in=episodes).select_related("episode"):
        if validation.edition == editions.get(validation.episode_id):
            before = _as_text(validation)
            cleared.append(validation.episode_id)
            record(by=by, verb="episode.answers-cleared", target=validation.episode, before=before)
            validation.delete()
    return cleared


def _held(episodes: Sequence[Episode], now: dt.datetime) -> None:
    """Hold the month open, and the loads as they are, until the transaction ends. Raises Refused."""
    first = episodes[0]
    month = opened_month(first.practice, Month(first.month), timezone.localdate(now))
    if any(episode.total_cost <= month.threshold for episode in episodes):
        raise Refused(
            "episode.not-over-threshold", "This episode did not cost enough to be validated.", "Leave it."
        )
    locked_draft(month)
    counted = Episode.objects.filter(
        pk__in=[episode.pk for episode in episodes], practice=first.practice, month=first.month
    )
    if len(counted.select_related("load").select_for_update(of=("load",))) != len(episodes):
        raise Refused(
            "episode.replaced",
            "The hospital has sent this month again, and an episode changed.",
            "Open the list again: it shows what changed beside your earlier answers.",
        )


def _stored(
    episode: Episode, by: User, content: Mapping[str, str], edition: int, now: dt.datetime
) -> Validation:
    stored = Validation.objects.filter(episode=episode).first()
    if stored and edition != stored.edition and _content(stored) == content:
        return stored
    if edition != (stored.edition if stored else 0):
        raise Refused(
            "episode.stale",
            "Somebody answered these questions since you opened this page.",
            "Compare their answers with yours and save again.",
        )
    before = _as_text(stored) if stored else {}
    saved = stored or Validation(episode=episode, edition=_earlier_saves(episode))
    for field, value in content.items():
        setattr(saved, field, value)
    saved.edition += 1
    saved.answered_at, saved.answered_by = now, by
    saved.save()
    record(by=by, verb="episode.answered", target=episode, before=before, after=_as_text(saved))
    return saved


def _earlier_saves(episode: Episode) -> int:
    """Editions go on where cleared answers ended, so that an old page is never taken for a new one."""
    return audit.history(episode).filter(action=LogEntry.Action.UPDATE).count()


def _content(validation: Validation) -> dict[str, str]:
    return {**validation.answers, "note": validation.note}


def _as_text(validation: Validation) -> dict[str, str]:
    """The answers, and whether there is a note; its words stay out of the audit."""
    return {**validation.answers, "note": "written" if validation.note else ""}


@transaction.atomic
def note_view(*, by: User, episodes: Sequence[Episode], purpose: str) -> None:
    """Write down that `by` saw these rows of one practice's patients, and on which page."""
    if episodes:
        audit.record_view(by=by, rows=episodes, purpose=purpose, practice_id=episodes[0].practice_id)
