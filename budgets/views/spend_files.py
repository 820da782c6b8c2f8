"""Posting spend from a spreadsheet: the file to fill in, a look at what it would change, and posting it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets.forms.spend_files import SpendFileForm, sealed, unsealed
from budgets.places import places
from budgets.selectors.spend_grounds import file_rows, spend_ground
from budgets.services.spend_files import post_file
from budgets.spend_files import HEADINGS, Amounts, Ground, Problem, read_spend
from budgets.spend_look import look_at
from budgets.views.spend import POSTING, UNPROCESSABLE, posting_place
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.exports import Export, export_links, export_wanted
from daccom.formats import plural
from daccom.spreadsheets import read_rows
from referrals.views.common import CONFLICT, SignedInRequest
from referrals.views.group_month import GroupMonth

LARGEST, MOST_ROWS = 2_000_000, 10_000
ROUTE = "budgets:spend-file"


@require_http_methods(["GET", "HEAD", "POST"])
def spend_file(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Read a file and show what it would change; post it when the person says so."""
    place = posting_place(request, group, month)
    ground = spend_ground(group=place.group, month=month, user=request.user, today=place.today)
    if "post" in request.POST:
        return _post(request, place, ground)
    if request.method != "POST":
        exports = _exports(place, ground)
        file = export_wanted(request, exports, f"spend-{place.group.slug}-{month.slug}")
        return file or _page(request, place, ground, SpendFileForm())
    form = SpendFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, ground, form, UNPROCESSABLE)
    file = form.cleaned_data["file"]
    try:
        sheet = read_rows(file, file_name=file.name, largest=LARGEST, most_rows=MOST_ROWS)
    except Refused as refused:
        form.add_error("file", str(refused))
        return _page(request, place, ground, form, UNPROCESSABLE)
    read = read_spend(sheet.headers, sheet.rows, ground)
    if read.problems:
        return _page(request, place, ground, form, UNPROCESSABLE, read.problems)
    return _look(request, place, ground, read.amounts, str(file.name))


def _exports(place: GroupMonth, ground: Ground) -> list[Export]:
    """The layout with what is posted: the month in view, and the year up to it."""
    months = [month for month in ground.over if month <= place.month]
    return [
        Export("month", str(place.month), HEADINGS, file_rows(ground, months[-1:])),
        Export("year", f"{place.month.year} to {place.month}", HEADINGS, file_rows(ground, months)),
    ]


def _post(request: SignedInRequest, place: GroupMonth, ground: Ground) -> HttpResponse:
    """Post what was looked at; when something was posted in between, look again."""
    try:
        name, lines = unsealed(request.POST.get("lines", ""), _seal_of(place))
    except ValueError:
        messages.error(request, "What was read of your file came back damaged. Choose the file again.")
        return _page(request, place, ground, SpendFileForm(), UNPROCESSABLE)
    try:
        posted = post_file(group=place.group, lines=lines, file_name=name, by=request.user, today=place.today)
    except Refused as refused:
        amounts = {(line.practice, line.category, line.month): line.amount for line in lines}
        return _look(request, place, ground, amounts, name, refused)
    messages.success(request, f"{plural(posted, 'line')} of “{name}” posted.")
    return redirect(place.address(POSTING))


def _seal_of(place: GroupMonth) -> str:
    return f"{place.group.slug} {place.month.year.start_year}"


def _look(
    request: SignedInRequest,
    place: GroupMonth,
    ground: Ground,
    amounts: Amounts,
    name: str,
    refused: Refused | None = None,
) -> HttpResponse:
    look = look_at(amounts, ground)
    context = {
        "place": place,
        "back": place.address(ROUTE),
        "look": look,
        "file_name": name,
        "lines": sealed(look.file_lines, name, _seal_of(place)),
        "refused": refused,
    }
    return render(request, "budgets/spend_file_look.html", context, status=CONFLICT if refused else 200)


def _page(
    request: SignedInRequest,
    place: GroupMonth,
    ground: Ground,
    form: SpendFileForm,
    status: int = 200,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    context = {
        "place": place,
        "places": places(place, POSTING, request.user),
        "back": place.address(POSTING),
        "form": form,
        "problems": problems or [],
        "exports": export_links(request, _exports(place, ground)),
        "headings": HEADINGS,
    }
    return render(request, "budgets/spend_file.html", context, status=status)
