"""The list of clinicians of a practice: its own staff read it, its manager keeps it, nobody else finds it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from daccom.errors import Refused
from daccom.formats import long_date
from practices import rules
from practices.forms.clinicians import ClinicianForm, EndClinicianForm, show_refusal
from practices.models import Clinician, Practice
from practices.requests import SignedInRequest
from practices.selectors.clinicians import clinicians_of
from practices.services import clinicians as services

FORM_METHODS = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


@require_http_methods(FORM_METHODS)
def clinician_list(request: SignedInRequest, ods: str) -> HttpResponse:
    """Who refers for the practice; its manager adds to the list."""
    practice = _own_practice(request, ods)
    form = ClinicianForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _managers_only(request, practice)
        if form.is_valid() and _added(request, practice, form):
            return redirect("practices:clinician-list", ods=ods)
    context = {
        "practice": practice,
        "clinicians": clinicians_of(practice),
        "can_keep": rules.can_keep_clinicians(request.user, practice),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "practices/clinician_list.html", context, status=status)


@require_http_methods(FORM_METHODS)
def clinician_end(request: SignedInRequest, ods: str, pk: int) -> HttpResponse:
    """Say when somebody left."""
    practice = _own_practice(request, ods)
    listed = Clinician.objects.visible_to(request.user).select_related("practice")
    clinician = get_object_or_404(listed, practice=practice, pk=pk)
    _managers_only(request, practice)
    form = EndClinicianForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ended(request, clinician, form):
        return redirect("practices:clinician-list", ods=ods)
    context = {"form": form, "practice": practice, "clinician": clinician}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "practices/clinician_end.html", context, status=status)


def _own_practice(request: SignedInRequest, ods: str) -> Practice:
    """404 for everybody who does not work there: names of clinicians stay in the practice."""
    own = Practice.objects.filter(pk__in=request.user.access.practice_ids)
    return get_object_or_404(own, ods_code=ods)


def _managers_only(request: SignedInRequest, practice: Practice) -> None:
    if not rules.can_keep_clinicians(request.user, practice):
        raise PermissionDenied(
            "The practice manager keeps the list of clinicians. Ask them to change it for you."
        )


def _added(request: SignedInRequest, practice: Practice, form: ClinicianForm) -> bool:
    try:
        added = services.add_clinician(practice=practice, by=request.user, **form.cleaned_data)
    except Refused as refused:
        show_refusal(form, refused)
        return False
    messages.success(request, f"{added} is on the list.")
    return True


def _ended(request: SignedInRequest, clinician: Clinician, form: EndClinicianForm) -> bool:
    day = form.cleaned_data["ended_on"]
    try:
        services.end_clinician(clinician=clinician, ended_on=day, by=request.user)
    except Refused as refused:
        show_refusal(form, refused)
        return False
    messages.success(request, f"{clinician} is off the list from {long_date(day)}.")
    return True
