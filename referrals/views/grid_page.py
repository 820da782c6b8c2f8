"""The form of one grid, and its page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from daccom import calendar
from daccom.errors import Refused
from practices.models import Clinician
from referrals import rules
from referrals.forms.figures import FiguresForm
from referrals.models import ReferralCount, Specialty
from referrals.selectors.grids import counts_of, figures_of, grids_of, lines_of_the_return
from referrals.selectors.months import PracticeMonth
from referrals.selectors.past import past_of
from referrals.selectors.unusual import unusual_in
from referrals.views.common import SignedInRequest


def saved_counts(month: PracticeMonth) -> list[ReferralCount]:
    """The month's saved figures, read once for a page."""
    if "counts" not in month.facts:
        month.facts["counts"] = counts_of(month.monthly_return)
    found: list[ReferralCount] = month.facts["counts"]
    return found


def saved_lines(month: PracticeMonth) -> list[Specialty]:
    """The lines of the return, read once for a page."""
    if "lines" not in month.facts:
        month.facts["lines"] = lines_of_the_return()
    found: list[Specialty] = month.facts["lines"]
    return found


def grid_form(
    month: PracticeMonth,
    clinician: Clinician | None,
    data: Any = None,
    initial: dict[str, Any] | None = None,
    *,
    prefix: str | None = None,
) -> FiguresForm:
    """The grid of the practice or of one clinician, with what is stored and last month's figures.

    What is odd is told of the practice's figures only.
    """
    counts = saved_counts(month)
    return FiguresForm(
        data,
        prefix=prefix,
        initial={"nil": _is_nil(month, clinician), "edition": month.edition, **(initial or {})},
        specialties=saved_lines(month),
        stored=figures_of(counts, clinician),
        last=past_of(month).figures(month.month.previous(), clinician),
        clinician=clinician,
        unusual=() if clinician else unusual_in(month, counts),
    )


def _is_nil(month: PracticeMonth, clinician: Clinician | None) -> bool:
    saved = month.monthly_return
    if saved is None or clinician is None:
        return bool(saved and saved.nil_referrals)
    if "nobody" not in month.facts:
        month.facts["nobody"] = set(saved.nobody.values_list("clinician", flat=True))
    return clinician.pk in month.facts["nobody"]


def _place(request: SignedInRequest, month: PracticeMonth, clinician: Clinician | None) -> str:
    """Under which name a browser keeps what is typed: person, practice, month, clinician."""
    whose = str(clinician.pk) if clinician else "practice"
    return f"{request.user.pk}:{month.practice.ods_code}:{month.month.slug}:{whose}"


def grid_page(
    request: SignedInRequest,
    month: PracticeMonth,
    form: FiguresForm,
    status: int = 200,
    *,
    refused: Refused | None = None,
    filled: bool = False,
) -> HttpResponse:
    """The grid, to fill in or to read; `refused` shows what is stored beside what was typed."""
    can_fill = rules.can_submit_return(request.user, month.practice)
    is_open = can_fill and month.can_change(calendar.today())
    context = {
        "month": month,
        "form": form,
        "rows": form.rows,
        "clinician": form.clinician,
        "grids": grids_of(month, saved_counts(month), form.specialties) if form.clinician else [],
        "editable": is_open or refused is not None,
        "autosaves": is_open and refused is None and not filled,
        "autosave_key": _place(request, month, form.clinician),
        "can_fill": can_fill,
        "refused": refused,
        "filled": filled,
        "before": month.month.previous(),
    }
    return render(request, "referrals/return_referrals.html", context, status=status)
