"""Saying why a figure unlike the practice's own months is right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Clinician, Practice, User
from referrals.models import FigureExplanation, MonthlyReturn
from referrals.selectors.grids import Cell, counts_of, figures
from referrals.services.drafts import locked_draft, opened_month

SHORTEST_NAME = 3
LIKE_AN_NHS_NUMBER = re.compile(r"(?<!\d)(?:\d[ -]?){9}\d(?!\d)")


@transaction.atomic
def explain_figures(
    *, practice: Practice, month: Month, by: User, words: Mapping[Cell, str], now: dt.datetime
) -> MonthlyReturn:
    """Keep what is said of each figure; empty words take back what was said.

    The group reads it with the version, so it may name no clinician and no patient. Raises
    Refused: explanation.names-clinician, explanation.names-patient, explanation.no-figure, and when the
    month is not open.
    """
    opened = opened_month(practice, month, timezone.localdate(now))
    given = {cell: " ".join(text.split()) for cell, text in words.items()}
    refuse_names(practice, list(given.values()))
    draft = locked_draft(opened)
    entered = figures(counts_of(draft))
    if not given.keys() <= entered.keys():
        raise Refused("explanation.no-figure", "The figure is no longer there. Nothing was saved.")
    before = _said(draft)
    for (specialty, urgency), text in given.items():
        said = FigureExplanation.objects.filter(monthly_return=draft, specialty_id=specialty, urgency=urgency)
        said.delete()
        if text:
            FigureExplanation.objects.create(
                monthly_return=draft,
                specialty_id=specialty,
                urgency=urgency,
                words=text,
                explained_at=now,
                explained_by=by,
            )
    record(by=by, verb="return.figures-explained", target=draft, before=before, after=_said(draft))
    return draft


def refuse_names(practice: Practice, texts: list[str]) -> None:
    """Raise Refused when a text names a clinician of the practice by surname, or has an NHS number."""
    if any(LIKE_AN_NHS_NUMBER.search(text) for text in texts):
        raise Refused(
            "explanation.names-patient",
            "The group reads this, so it may have no NHS number.",
            "Leave the number out.",
        )
    spoken = {word for text in texts for word in _words(text)}
    for name in Clinician.objects.filter(practice=practice).values_list("name", flat=True):
        surname = _words(name)[-1:]
        if surname and len(surname[0]) >= SHORTEST_NAME and surname[0] in spoken:
            raise Refused(
                "explanation.names-clinician",
                "The group reads this, so it may name no clinician.",
                "Say “one of our doctors” instead.",
            )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _said(draft: MonthlyReturn) -> dict[str, object]:
    rows = draft.explanations.select_related("specialty").order_by("pk")
    return {f"{row.specialty.code} {row.urgency}": row.words for row in rows}
