"""Activity that comes as counts: what is posted, a file checked, and posted."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.exports import Export, export_links, export_wanted
from daccom.formats import plural
from daccom.spreadsheets import read_rows
from daccom.spreadsheets.writing import Value
from practices.models import PCT
from practices.requests import SignedInRequest
from referrals.forms.summaries import Checked, SummaryFileForm, SummaryPostForm
from referrals.grid_files import Problem
from referrals.selectors.extracts import pcts_to_load_for
from referrals.selectors.summaries import PostedMonth, Total, ground_of, posted_months
from referrals.services.summaries import post_summaries, seen_of
from referrals.summary_files import COLUMNS, SummaryFile, read_summaries
from referrals.views.common import CONFLICT, UNPROCESSABLE
from referrals.views.extracts_access import NOT_YOURS, pct_staff_only

MOST_ROWS = 20_000
MOST_PROBLEMS = 1_000
HEADERS = ("Month", "Lines", "Practices", "Activity", "Cost", "Rows of extracts", "Their cost", "Posted")


@require_safe
def summary_list(request: SignedInRequest) -> HttpResponse:
    """Which months have counts, how many, and the rows of extracts beside them."""
    pct_staff_only(request)
    pcts = PCT.objects.filter(pk__in=request.user.access.pct_ids).order_by("name")
    held = [(pct, posted_months(pct)) for pct in pcts]
    exports = [
        Export(pct.ods_code.lower(), f"Counts posted by {pct}", HEADERS, map(_cells, months))
        for pct, months in held
        if months
    ]
    if file := export_wanted(request, exports, "activity-counts"):
        return file
    context = {
        "held": held,
        "exports": export_links(request, exports),
        "may_post": bool(pcts_to_load_for(request.user)),
    }
    return render(request, "referrals/summary_list.html", context)


def _cells(row: PostedMonth) -> list[Value]:
    posted = row.posted_at.date() if row.posted_at else None
    total = row.total
    counted: list[Value] = [total.lines, total.practices, total.activity, total.cost]
    return [row.month.slug, *counted, row.rows, row.rows_cost, posted]


@require_http_methods(["GET", "HEAD", "POST"])
def summary_upload(request: SignedInRequest) -> HttpResponse:
    """Choose a file; see all that is wrong with it, or what it would replace."""
    pcts = _own(request)
    if request.method != "POST":
        return _page(request, SummaryFileForm(pcts=pcts))
    form = SummaryFileForm(request.POST, request.FILES, pcts=pcts)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    pct, file = form.cleaned_data.get("pct") or pcts[0], form.cleaned_data["file"]
    try:
        sheet = read_rows(file, file_name=file.name, most_rows=MOST_ROWS)
    except Refused as refused:
        form.add_error("file", str(refused))
        return _page(request, form, UNPROCESSABLE)
    read = read_summaries(sheet, ground_of(pct, calendar.today()))
    if read.problems:
        wrong = plural(len(read.problems), "value")
        form.add_error("file", f"{wrong} of the file cannot be taken. Nothing was stored")
        return _page(request, form, UNPROCESSABLE, read.problems)
    return _look(request, pct, read, file.name)


def _own(request: SignedInRequest) -> list[PCT]:
    """The PCTs for which this person posts; 403 for everybody else."""
    pct_staff_only(request)
    pcts = pcts_to_load_for(request.user)
    if not pcts:
        raise PermissionDenied(NOT_YOURS)
    return pcts


def _page(
    request: SignedInRequest, form: SummaryFileForm, status: int = 200, problems: Sequence[Problem] = ()
) -> HttpResponse:
    context = {
        "form": form,
        "columns": COLUMNS,
        "problems": problems[:MOST_PROBLEMS],
        "all_problems": len(problems),
    }
    return render(request, "referrals/summary_upload.html", context, status=status)


def _look(request: SignedInRequest, pct: PCT, read: SummaryFile, file_name: str) -> HttpResponse:
    """What the file would put in place of what; nothing is stored yet."""
    months = sorted({line.month for line in read.lines}, reverse=True)
    before = posted_months(pct, [Month.parse(month) for month in months])
    in_file = {month: Total.of([line for line in read.lines if line.month == month]) for month in months}
    checked = Checked(pct.pk, request.user.pk, file_name, seen_of(before), read.lines)
    context = {
        "pct": pct,
        "file_name": file_name,
        "months": [(each, in_file[each.month.slug]) for each in before],
        "total": Total.of(read.lines),
        "form": SummaryPostForm(initial={"checked": checked.sealed()}),
    }
    return render(request, "referrals/summary_check.html", context)


@require_POST
def summary_post(request: SignedInRequest) -> HttpResponse:
    """Post the file that was checked, unless what it replaces has changed since."""
    pcts = _own(request)
    sent = SummaryPostForm(request.POST)
    if not sent.is_valid():
        return _again(request, pcts, " ".join(map(str, sent.errors["checked"])), UNPROCESSABLE)
    checked: Checked = sent.cleaned_data["checked"]
    pct = next((pct for pct in pcts if pct.pk == checked.pct), None)
    if pct is None or checked.by != request.user.pk:
        raise PermissionDenied(NOT_YOURS)
    try:
        post_summaries(
            pct=pct, lines=checked.lines, file_name=checked.file_name, by=request.user, seen=checked.seen
        )
    except Refused as refused:
        return _again(request, pcts, str(refused), CONFLICT)
    months = len({line.month for line in checked.lines})
    messages.success(request, f"{plural(len(checked.lines), 'line')} of {plural(months, 'month')} posted.")
    return redirect("referrals:summary-list")


def _again(request: SignedInRequest, pcts: list[PCT], why: str, status: int) -> HttpResponse:
    """The page to choose a file, with the reason why the last one was not posted."""
    form = SummaryFileForm({}, pcts=pcts)
    form.errors.clear()
    form.add_error("file", why)
    return _page(request, form, status)
