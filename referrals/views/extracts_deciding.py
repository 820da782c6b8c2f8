"""What PCT information staff decide about a file: load it, reject it, check it again, map it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daccom.errors import Refused
from daccom.models import Job
from practices.requests import SignedInRequest
from referrals.forms.extracts import MappingForm, RejectForm
from referrals.models import Extract
from referrals.services.extract_mapping import headers_of, map_extract
from referrals.services.extracts import load_extract, reject_extract, resume_extract
from referrals.views.common import UNPROCESSABLE
from referrals.views.extracts_access import own_extract


@require_POST
def extract_load(request: SignedInRequest, pk: int) -> HttpResponse:
    """Load the good rows and leave the bad ones out."""
    extract = own_extract(request, pk)
    return _followed(request, extract, lambda: load_extract(extract=extract, by=request.user))


@require_POST
def extract_resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the check again after it failed."""
    extract = own_extract(request, pk)
    return _followed(request, extract, lambda: resume_extract(extract=extract, by=request.user))


def _followed(request: SignedInRequest, extract: Extract, ask: Callable[[], Job]) -> HttpResponse:
    """Go where the job can be followed; back to the file, with the reason, when it is refused."""
    try:
        job = ask()
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("referrals:extract-detail", pk=extract.pk)
    return redirect("job-detail", pk=job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def extract_reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a file with a reason; what counts stays as it is."""
    extract = own_extract(request, pk)
    form = RejectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reject_extract(extract=extract, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, f"{extract.file_name} is rejected. Nothing of it was loaded.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("referrals:extract-detail", pk=pk)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "referrals/extract_reject.html", {"form": form, "extract": extract}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def extract_mapping(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which of the file's columns is which of ours, and have it checked again."""
    extract = own_extract(request, pk)
    try:
        headers = headers_of(extract)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("referrals:extract-detail", pk=pk)
    known = extract.mapping.columns if extract.mapping else {}
    form = MappingForm(request.POST if request.method == "POST" else None, headers=headers, known=known)
    if form.is_valid():
        try:
            job = map_extract(
                extract=extract, by=request.user, name=form.cleaned_data["name"], columns=form.columns
            )
            return redirect("job-detail", pk=job.pk)
        except Refused as refused:
            form.add_error("name", str(refused))
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "referrals/extract_mapping.html", {"form": form, "extract": extract}, status=status
    )
