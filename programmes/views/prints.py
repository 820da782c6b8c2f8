"""PDFs of dashboards: asked for on the page, followed, taken away."""

from __future__ import annotations

from copy import copy

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from daccom.calendar import Month
from daccom.spreadsheets import download
from programmes.selectors.prints import file_name_of, kept_for
from programmes.services.prints import request_print
from programmes.views import dashboard, practice_dashboard
from programmes.views import pct as pct_views
from referrals.views.common import SignedInRequest


def print_page(request: SignedInRequest, page: HttpResponse, file_name: str) -> HttpResponse:
    """Have the PDF of a page made as this reader sees it, and follow it; or go to it where it lies ready.

    Raises Http404 for what is no page, such as one of its tables as a file.
    """
    if not page["Content-Type"].startswith("text/html"):
        raise Http404
    job, key = request_print(page=page.content.decode(), file_name=file_name, by=request.user)
    return redirect("job-detail", pk=job.pk) if job else redirect("programmes:page-pdf", key=key)


@require_POST
def dashboard_pdf(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Have the dashboard of a group made into a PDF."""
    page = dashboard.dashboard(_reading(request), group, month)
    return print_page(request, page, f"{group}-{month.slug}")


@require_POST
def practice_dashboard_pdf(request: SignedInRequest, group: str, month: Month, ods: str) -> HttpResponse:
    """Have the dashboard of a practice made into a PDF."""
    page = practice_dashboard.practice_dashboard(_reading(request), group, month, ods)
    return print_page(request, page, f"{ods.lower()}-{month.slug}")


@require_POST
def pct_dashboard_pdf(request: SignedInRequest, pct: str, month: Month) -> HttpResponse:
    """Have the dashboard of a PCT made into a PDF."""
    page = pct_views.pct_dashboard(_reading(request), pct, month)
    return print_page(request, page, f"{pct.lower()}-{month.slug}")


def _reading(request: SignedInRequest) -> SignedInRequest:
    """The same request, as if it only opened the page."""
    read = copy(request)
    read.method = "GET"
    return read


@require_GET
def page_pdf(request: SignedInRequest, key: str) -> HttpResponse:
    """Hand over a PDF to whoever asked for it; 404 for others, and once a day has gone."""
    pdf = kept_for(request.user, key)
    if pdf is None:
        raise Http404
    return download(pdf, file_name_of(key))
