"""Saving the figures of a month, all or nothing: one grid for the practice, or clinicians' grids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Clinician, Practice, User
from practices.selectors.clinicians import clinicians_in
from referrals.models import ClinicianNil, FigureExplanation, MonthlyReturn, ReferralCount
from referrals.models.returns import MOST_REFERRALS
from referrals.selectors.grids import Cell, counts_of, figures
from referrals.services.drafts import locked_draft, opened_month


@dataclass(frozen=True)
class Typed:
    """One grid as it was typed: `figures` by (specialty id, urgency); a blank has no entry, 0 is a zero.

    `nil` says that nobody was referred, and goes with no figures.
    """

    figures: Mapping[Cell, int]
    nil: bool = False


Grids = Mapping[int | None, Typed]
"""Each clinician's grid by their id; None: the whole practice's, alone."""


@transaction.atomic
def save_grids(
    *, practice: Practice, month: Month, by: User, grids: Grids, edition: int, now: dt.datetime
) -> MonthlyReturn:
    """Store the grids that were typed; those of other clinicians stay as they are.

    `edition` is the one the form was opened with. A changed figure is explained anew: what was said of the
    old one goes. Raises Refused: return.already-submitted, return.period-closed, return.month-not-begun,
    return.not-expected, return.nil-with-figures, return.stale, return.counted-otherwise,
    return.not-our-clinician, return.impossible-sum.
    """
    opened = opened_month(practice, month, timezone.localdate(now))
    _refuse_contradictions(grids)
    draft = locked_draft(opened)
    refuse_stale(draft, edition)
    _refuse_other_counting(draft, grids)
    before, summed = _as_text(draft), figures(counts_of(draft))
    for clinician, typed in grids.items():
        _replace(draft, clinician, typed)
    draft.nil_referrals = _is_nil(draft, month, grids)
    draft.edition = edition + 1
    draft.referrals_saved_at, draft.referrals_saved_by = now, by
    draft.save()
    _refuse_impossible_sums(draft)
    _forget_explanations(draft, summed)
    record(by=by, verb="return.figures-saved", target=draft, before=before, after=_as_text(draft))
    return draft


def save_figures(
    *,
    practice: Practice,
    month: Month,
    by: User,
    figures: Mapping[Cell, int],
    nil: bool,
    edition: int,
    now: dt.datetime,
    clinician: Clinician | None = None,
) -> MonthlyReturn:
    """Store one grid, the practice's or one clinician's; see save_grids."""
    grids = {clinician.pk if clinician else None: Typed(figures, nil)}
    return save_grids(practice=practice, month=month, by=by, grids=grids, edition=edition, now=now)


def refuse_stale(draft: MonthlyReturn, edition: int) -> None:
    """Raise Refused when the draft was saved since a form was opened with `edition`."""
    if draft.edition != edition:
        raise Refused(
            "return.stale",
            "Somebody saved other figures since you opened this page.",
            "Compare them with yours and save again.",
        )


def _refuse_contradictions(grids: Grids) -> None:
    if any(typed.nil and typed.figures for typed in grids.values()):
        raise Refused(
            "return.nil-with-figures", "A month without referrals has no figures.", "Keep one or the other."
        )


def _refuse_other_counting(draft: MonthlyReturn, grids: Grids) -> None:
    """One kind of grid or the other, and nobody else's clinicians."""
    if draft.by_clinician == (None in grids):
        how = "by clinician" if draft.by_clinician else "for the whole practice"
        raise Refused(
            "return.counted-otherwise",
            f"This month is counted {how} now. Nothing was saved.",
            "Open the referrals of the month again.",
        )
    named = [pk for pk in grids if pk is not None]
    if Clinician.objects.filter(practice=draft.practice_id, pk__in=named).count() != len(named):
        raise Refused("return.not-our-clinician", "These figures name nobody of your practice.")


def _refuse_impossible_sums(draft: MonthlyReturn) -> None:
    sums = draft.counts.values("specialty__name", "urgency").annotate(total=Sum("referrals"))
    for line in sums.filter(total__gt=MOST_REFERRALS):
        raise Refused(
            "return.impossible-sum",
            f"{line['specialty__name']}, {line['urgency']}: {line['total']:,} referrals over all clinicians "
            f"are more than {MOST_REFERRALS:,}. Nothing was saved.",
            "Correct the figures.",
        )


def _is_nil(draft: MonthlyReturn, month: Month, grids: Grids) -> bool:
    """Whether the practice referred nobody: it says so, or each of its clinicians does."""
    if not draft.by_clinician:
        return grids[None].nil
    nobody = set(ClinicianNil.objects.filter(monthly_return=draft).values_list("clinician", flat=True))
    listed = {clinician.pk for clinician in clinicians_in(draft.practice, month)}
    return bool(nobody) and listed <= nobody and not draft.counts.exists()


def _replace(draft: MonthlyReturn, clinician: int | None, typed: Typed) -> None:
    draft.counts.filter(clinician=clinician).delete()
    ReferralCount.objects.bulk_create(
        ReferralCount(
            monthly_return=draft,
            specialty_id=specialty,
            urgency=urgency,
            clinician_id=clinician,
            referrals=referrals,
        )
        for (specialty, urgency), referrals in typed.figures.items()
    )
    if clinician is not None:
        ClinicianNil.objects.filter(monthly_return=draft, clinician=clinician).delete()
        if typed.nil:
            ClinicianNil.objects.create(monthly_return=draft, clinician_id=clinician)


def _forget_explanations(draft: MonthlyReturn, before: Mapping[Cell, int]) -> None:
    """What was said of a figure that is another now."""
    after = figures(counts_of(draft))
    for said in FigureExplanation.objects.filter(monthly_return=draft):
        cell = said.specialty_id, said.urgency
        if before.get(cell) != after.get(cell):
            said.delete()


def _as_text(draft: MonthlyReturn) -> dict[str, object]:
    """The figures by name for the audit, where a clinician goes by number."""
    named = {
        f"{_whose(count)}{count.specialty.code} {count.urgency}": count.referrals
        for count in counts_of(draft)
    }
    nobody = ClinicianNil.objects.filter(monthly_return=draft).order_by("clinician")
    nil = {f"clinician {row.clinician_id} nil": True for row in nobody}
    return {"nil_referrals": draft.nil_referrals, **named, **nil}


def _whose(count: ReferralCount) -> str:
    return f"clinician {count.clinician_id}: " if count.clinician_id else ""
