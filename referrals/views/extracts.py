"""HIDAS extracts: the list, the upload, one file's report."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from daccom.audit import record_view
from daccom.errors import Refused
from practices.models import PCT
from practices.requests import SignedInRequest
from referrals.extract_words import presented
from referrals.forms.extracts import UploadForm
from referrals.hidas.layout import COLUMNS
from referrals.rules.extracts import can_load_extracts
from referrals.selectors.extracts import extracts_of, pcts_to_load_for, report_of, worked_on
from referrals.selectors.loads import latest_job
from referrals.services.extract_files import LARGEST_FILE
from referrals.services.extracts import receive_extract
from referrals.tables_extracts import ExtractTable, HeldTable, RuleTable
from referrals.uploads import LargeFileUpload
from referrals.views.common import UNPROCESSABLE
from referrals.views.extracts_access import NOT_YOURS, pct_staff_only, readable_extract

PER_PAGE = 25


@require_safe
def extract_list(request: SignedInRequest) -> HttpResponse:
    """All files that the PCT received, and what became of them."""
    pct_staff_only(request)
    table = ExtractTable(extracts_of(request.user), caption="Files received")
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    table.at_work = worked_on(table.page.object_list.data)
    context = {"table": table, "may_upload": bool(pcts_to_load_for(request.user))}
    return render(request, "referrals/extract_list.html", context)


@csrf_exempt  # only until the request's body is read: _upload checks the token
@require_http_methods(["GET", "HEAD", "POST"])
def extract_upload(request: SignedInRequest) -> HttpResponse:
    """Choose a file. Nothing of the body is read before it is known who sends it."""
    pct_staff_only(request)
    pcts = pcts_to_load_for(request.user)
    if not pcts:
        raise PermissionDenied(NOT_YOURS)
    handler = LargeFileUpload(request, largest=LARGEST_FILE)
    if request.method == "POST":
        request.upload_handlers = [handler]
    return _upload(request, pcts, handler)


@csrf_protect
def _upload(request: SignedInRequest, pcts: list[PCT], handler: LargeFileUpload) -> HttpResponse:
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    form = UploadForm(*sent, pcts=pcts, largest=handler.largest)
    if is_sent:
        if form.is_valid():
            try:
                return _received(request, form, pcts)
            except Refused as refused:
                form.add_error("file", str(refused))
        elif handler.too_large:
            del form.errors["file"]
            form.add_error(
                "file", f"The file is larger than {filesizeformat(handler.largest)}. Split it by month"
            )
    context = {"form": form, "columns": COLUMNS}
    return render(
        request, "referrals/extract_upload.html", context, status=UNPROCESSABLE if form.errors else 200
    )


def _received(request: SignedInRequest, form: UploadForm, pcts: list[PCT]) -> HttpResponse:
    """Take the file in and go where its check can be followed."""
    data = form.cleaned_data
    file: UploadedFile = data["file"]
    extract = receive_extract(
        pct=data.get("pct") or pcts[0],
        by=request.user,
        file=file,
        file_name=file.name or "",
        mapping=data.get("mapping"),
    )
    job = latest_job(extract)
    return redirect("job-detail", pk=job.pk) if job else redirect("referrals:extract-detail", pk=extract.pk)


@require_safe
def extract_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a file holds, what it replaces, what is wrong in it, and what to do about it."""
    extract = readable_extract(request, pk)
    report = report_of(extract)
    decides = can_load_extracts(request.user, extract.pct_id)
    if decides and report.rules:
        record_view(by=request.user, rows=[extract], purpose="an example of each error in a file")
    context = {
        "report": report,
        "extract": extract,
        "decides": decides,
        "held": HeldTable(report.held, caption="What the file holds", is_loaded=extract.status == "loaded"),
        "rules": RuleTable(report.rules, caption="What is wrong, by rule", extract=extract, decides=decides),
        **presented(report),
    }
    return render(request, "referrals/extract_detail.html", context)
