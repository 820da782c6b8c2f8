"""Whether a month is counted for the practice or for each clinician. Switching keeps the figures."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Clinician, Practice, User
from practices.selectors.clinicians import clinicians_in
from referrals.models import ClinicianNil, FigureExplanation, MonthlyReturn, ReferralCount
from referrals.models.returns import MOST_REFERRALS
from referrals.selectors.grids import counts_of, figures
from referrals.services.drafts import locked_draft, opened_month
from referrals.services.figures import refuse_stale


@transaction.atomic
def count_by_clinician(
    *,
    practice: Practice,
    month: Month,
    by: User,
    whose: Clinician | None,
    edition: int,
    now: dt.datetime,
) -> MonthlyReturn:
    """From now on each clinician has a grid; the practice's figures become those of `whose`.

    None: the figures are put away, and every grid begins empty. A nil month is nil for everybody. Raises
    Refused: return.no-clinicians, return.not-our-clinician, return.counted-already, return.stale, and when
    the month is not open.
    """
    draft = _held(practice, month, by_clinician=False, edition=edition, now=now)
    listed = clinicians_in(practice, month)
    if not listed:
        raise Refused(
            "return.no-clinicians",
            f"Nobody is on your list of clinicians in {month}.",
            "Add your clinicians first.",
        )
    if whose is not None and whose not in listed:
        raise Refused("return.not-our-clinician", "These figures name nobody of your practice.")
    if whose is not None:
        draft.counts.update(clinician=whose)
    else:
        draft.counts.all().delete()
        FigureExplanation.objects.filter(monthly_return=draft).delete()
    if draft.nil_referrals:
        ClinicianNil.objects.bulk_create(
            ClinicianNil(monthly_return=draft, clinician=clinician) for clinician in listed
        )
    return _switched(draft, by=by, by_clinician=True, kept_by=whose)


@transaction.atomic
def count_for_the_practice(
    *, practice: Practice, month: Month, by: User, edition: int, now: dt.datetime
) -> MonthlyReturn:
    """From now on there is one grid: each figure is the sum over the clinicians, blank where none has one.

    Raises Refused: return.counted-already, return.stale, return.impossible-sum, and when the month is not
    open.
    """
    draft = _held(practice, month, by_clinician=True, edition=edition, now=now)
    sums = figures(counts_of(draft))
    if any(total > MOST_REFERRALS for total in sums.values()):
        raise Refused("return.impossible-sum", "The clinicians' figures add up to more than a box can hold.")
    draft.counts.all().delete()
    ClinicianNil.objects.filter(monthly_return=draft).delete()
    ReferralCount.objects.bulk_create(
        ReferralCount(monthly_return=draft, specialty_id=specialty, urgency=urgency, referrals=referrals)
        for (specialty, urgency), referrals in sums.items()
    )
    return _switched(draft, by=by, by_clinician=False, kept_by=None)


def _held(
    practice: Practice, month: Month, *, by_clinician: bool, edition: int, now: dt.datetime
) -> MonthlyReturn:
    draft = locked_draft(opened_month(practice, month, timezone.localdate(now)))
    refuse_stale(draft, edition)
    if draft.by_clinician != by_clinician:
        raise Refused("return.counted-already", "The month is counted like that already.")
    return draft


def _switched(
    draft: MonthlyReturn, *, by: User, by_clinician: bool, kept_by: Clinician | None
) -> MonthlyReturn:
    draft.by_clinician, draft.edition = by_clinician, draft.edition + 1
    draft.save(update_fields=["by_clinician", "edition"])
    after = {"by_clinician": by_clinician, "figures_to": kept_by and f"clinician {kept_by.pk}"}
    before = {"by_clinician": not by_clinician}
    record(by=by, verb="return.counting-changed", target=draft, before=before, after=after)
    return draft
