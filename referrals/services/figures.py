"""Saving the figures of a month, all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Practice, User
from referrals.models import MonthlyReturn, ReferralCount
from referrals.selectors.returns import Cell, counts_of
from referrals.services.drafts import locked_draft, opened_month


@transaction.atomic
def save_figures(
    *,
    practice: Practice,
    month: Month,
    by: User,
    figures: Mapping[Cell, int],
    nil: bool,
    edition: int,
    now: dt.datetime,
) -> MonthlyReturn:
    """Store what was typed: `figures` by (specialty id, urgency); a blank has no entry, 0 is a zero.

    `nil` says that nobody was referred, and goes with no figures. `edition` is the one the form was
    opened with. Raises Refused: return.already-submitted, return.period-closed, return.month-not-begun,
    return.not-expected, return.nil-with-figures, return.stale.
    """
    opened = opened_month(practice, month, timezone.localdate(now))
    if nil and figures:
        raise Refused(
            "return.nil-with-figures", "A month without referrals has no figures.", "Keep one or the other."
        )
    draft = locked_draft(opened)
    _refuse_stale(draft, edition)
    before = _as_text(draft, counts_of(draft))
    draft.nil_referrals, draft.edition = nil, edition + 1
    draft.referrals_saved_at, draft.referrals_saved_by = now, by
    draft.save()
    _replace(draft, figures)
    record(
        by=by,
        verb="return.figures-saved",
        target=draft,
        before=before,
        after=_as_text(draft, counts_of(draft)),
    )
    return draft


def _refuse_stale(draft: MonthlyReturn, edition: int) -> None:
    if draft.edition != edition:
        raise Refused(
            "return.stale",
            "Somebody saved other figures since you opened this page.",
            "Compare them with yours and save again.",
        )


def _replace(draft: MonthlyReturn, figures: Mapping[Cell, int]) -> None:
    draft.counts.all().delete()
    ReferralCount.objects.bulk_create(
        ReferralCount(monthly_return=draft, specialty_id=specialty, urgency=urgency, referrals=referrals)
        for (specialty, urgency), referrals in figures.items()
    )


def _as_text(draft: MonthlyReturn, counts: list[ReferralCount]) -> dict[str, object]:
    """The figures by name, for the audit."""
    named = {f"{count.specialty.code} {count.urgency}": count.referrals for count in counts}
    return {"nil_referrals": draft.nil_referrals, **named}
