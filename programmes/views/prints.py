"""PDFs of dashboards: asked for on the page, followed, taken away."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from daccom.spreadsheets import download
from programmes.selectors.prints import file_name_of, kept_for
from programmes.services.prints import request_print
from referrals.views.common import SignedInRequest


def print_page(request: SignedInRequest, page: HttpResponse, file_name: str) -> HttpResponse:
    """Have the PDF of a page made as this reader sees it, and follow it; or go to it where it lies ready."""
    job, key = request_print(page=page.content.decode(), file_name=file_name, by=request.user)
    return redirect("job-detail", pk=job.pk) if job else redirect("programmes:page-pdf", key=key)


@require_GET
def page_pdf(request: SignedInRequest, key: str) -> HttpResponse:
    """Hand over a PDF to whoever asked for it; 404 for others, and once a day has gone."""
    pdf = kept_for(request.user, key)
    if pdf is None:
        raise Http404
    return download(pdf, file_name_of(key))
