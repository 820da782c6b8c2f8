"""Frequent admissions: the own patients for a practice, counts for everybody else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Practice
from practices.selectors.groups import group_for
from referrals.forms.care_plans import HERE, CarePlanForm
from referrals.frequent_rows import card, practice_words, status_words
from referrals.rules import can_open_return
from referrals.selectors.frequent import Place, Ranking, newest_month, not_countable, place_of, ranking
from referrals.selectors.frequent_counts import group_counts
from referrals.selectors.frequent_patients import (
    FrequentPatient,
    PracticeList,
    number_behind,
    practice_list,
)
from referrals.services.answers import note_view
from referrals.services.care_plans import save_care_plan
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest, own_practice
from referrals.views.group_month import group_month, roster_of


@require_safe
def frequent(request: SignedInRequest) -> HttpResponse:
    """Where the menu leads: practice staff to their own patients, others to the counts of their group."""
    group = group_for(request.user)
    if group is None:
        raise PermissionDenied("Frequent admissions are listed for a group. You belong to none.")
    month = newest_month(group) or Month.of(calendar.today()).previous()
    own = Practice.objects.in_group(group, month.first).filter(pk__in=request.user.access.practice_ids)
    if practice := own.first():
        return redirect("referrals:frequent-list", ods=practice.ods_code, month=month)
    return redirect("referrals:frequent-counts", group=group.slug, month=month)


@require_safe
def frequent_counts(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """How many patients of each practice are on the list, and how their care plans stand."""
    place = group_month(request, group, month)
    listed = roster_of(request, place)
    ranked = ranking(practices=listed.expected(month), month=month)
    found = group_counts(roster=listed, ranked=ranked)
    context = {
        "place": place,
        "year": ranked.year,
        "found": found,
        "practices": practice_words(found),
        "statuses": status_words(found),
        "steps": place.steps("referrals:frequent-counts"),
    }
    return render(request, "referrals/frequent_counts.html", context)


@require_safe
def frequent_list(request: SignedInRequest, ods: str, month: Month) -> HttpResponse:
    """The practice's own patients among those of the group who were admitted most often."""
    place = _place(request, ods, month)
    ranked, found = _found(place)
    note_view(by=request.user, episodes=found.episodes, purpose="patients often admitted")
    context = {
        "place": place,
        "year": ranked.year,
        "ranked": ranked,
        "not_countable": not_countable(ranked.year, [place.practice]),
        "cards": [card(patient) for patient in found.patients],
        "gone": [card(patient) for patient in found.gone],
        "steps": _steps(place),
    }
    return render(request, "referrals/frequent_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def frequent_patient(request: SignedInRequest, ods: str, month: Month, pk: int) -> HttpResponse:
    """One patient's emergency admissions of the year, and the care plan."""
    place = _place(request, ods, month)
    patient = _patient_or_404(place, pk)
    note_view(by=request.user, episodes=patient.episodes, purpose="one patient often admitted")
    if request.method != "POST":
        return _page(request, place, patient, CarePlanForm(initial=_stored(patient)))
    form = CarePlanForm(request.POST)
    if not form.is_valid():
        return _page(request, place, patient, form, UNPROCESSABLE)
    try:
        save_care_plan(
            practice=place.practice,
            nhs_number=patient.nhs_number,
            by=request.user,
            status=form.cleaned_data["status"],
            departed=form.cleaned_data["departed"],
            edition=form.cleaned_data["edition"],
            now=calendar.now(),
        )
    except Refused as refused:
        return _conflict(request, place, pk, refused)
    messages.success(request, "The care plan is saved.")
    return redirect("referrals:frequent-list", **_address(place))


def _place(request: SignedInRequest, ods: str, month: Month) -> Place:
    """The practice in its group; only for its own staff, and no month still to come."""
    place = place_of(ods, month)
    if place is None or not can_open_return(request.user, place.practice):
        own_practice(request, ods)  # refuses whoever is not its staff, and says why
        raise Http404
    if month.first > calendar.today():
        raise Http404
    return place


def _found(place: Place) -> tuple[Ranking, PracticeList]:
    ranked = ranking(practices=place.practices, month=place.month)
    return ranked, practice_list(practice=place.practice, ranked=ranked)


def _patient_or_404(place: Place, pk: int) -> FrequentPatient:
    """Who is on the list, or was taken off by the practice, and has this row."""
    patient = _found(place)[1].patient(number_behind(place.practice, pk))
    if patient is None:
        raise Http404
    return patient


def _address(place: Place) -> dict[str, Any]:
    return {"ods": place.practice.ods_code, "month": place.month}


def _steps(place: Place) -> dict[str, Any]:
    """The month before, and the month after once it has begun."""
    steps: dict[str, Any] = {"previous": None, "next": None}
    for name, other in (("previous", place.month.previous()), ("next", place.month.next())):
        if other.first <= calendar.today():
            where = reverse("referrals:frequent-list", kwargs={**_address(place), "month": other})
            steps[name] = {"href": where, "labelText": str(other)}
    return steps


def _stored(patient: FrequentPatient) -> dict[str, object]:
    return {"status": patient.status, "departed": patient.departed or HERE, "edition": patient.edition}


def _conflict(request: SignedInRequest, place: Place, pk: int, refused: Refused) -> HttpResponse:
    """What was chosen here beside what somebody else saved in the meantime."""
    patient = _patient_or_404(place, pk)
    data = request.POST.copy()
    data["edition"] = str(patient.edition)
    return _page(request, place, patient, CarePlanForm(data), CONFLICT, refused)


def _page(
    request: SignedInRequest,
    place: Place,
    patient: FrequentPatient,
    form: CarePlanForm,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    context = {"place": place, "card": card(patient), "form": form, "refused": refused}
    return render(request, "referrals/frequent_patient.html", context, status=status)
