"""The grid from a spreadsheet: a file to fill in, and what comes back, checked before it is saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from daccom import calendar
from daccom.errors import Refused
from daccom.spreadsheets import download, read_rows, write_csv, write_xlsx
from practices.models import Clinician
from practices.selectors.clinicians import clinicians_in
from referrals.forms.figures import FiguresForm
from referrals.forms.grid_upload import GridUploadForm
from referrals.grid_files import GridFile, Problem, read_grid, template
from referrals.selectors.grids import figures_of
from referrals.selectors.months import PracticeMonth, practice_month
from referrals.selectors.past import past_of
from referrals.services.figures import Typed, save_grids
from referrals.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    SignedInRequest,
    address,
    for_own_practice,
    refuse_unless_manager,
)
from referrals.views.grid_page import grid_form, saved_counts, saved_lines

LARGEST, MOST_ROWS = 1_000_000, 2_000


@require_safe
@for_own_practice
def return_template(request: SignedInRequest, month: PracticeMonth, kind: str) -> HttpResponse:
    """The file to fill in, as CSV or as a workbook: what is stored, and last month's figures beside it."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    clinicians, counts, past = _clinicians(month), saved_counts(month), past_of(month)
    before = month.month.previous()
    people = _people(month)
    headings, rows = template(
        saved_lines(month),
        clinicians,
        {_pk(person): figures_of(counts, person) for person in people},
        {_pk(person): past.figures(before, person) for person in people},
        str(before),
    )
    name = f"referrals-{month.practice.ods_code}-{month.month.slug}.{kind}"
    title = f"Referrals {month.month.slug}"
    content = write_csv(headings, rows) if kind == "csv" else write_xlsx(headings, rows, title)
    return download(content, name)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def return_upload(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """Read a file and show what it would change; save it when the person says so."""
    refuse_unless_manager(request, month)
    if request.method != "POST":
        return _page(request, month, GridUploadForm())
    if "save" in request.POST:
        return _save(request, month)
    form = GridUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, month, form, status=UNPROCESSABLE)
    try:
        read = _read(month, form)
    except Refused as refused:
        form.add_error("file", str(refused))
        return _page(request, month, form, status=UNPROCESSABLE)
    if read.problems:
        return _page(request, month, form, status=UNPROCESSABLE, problems=read.problems)
    return _check(request, month, _filled(month, read))


def _clinicians(month: PracticeMonth) -> list[Clinician] | None:
    """Those who have a grid in the month; None when it counts the whole practice."""
    if month.monthly_return is None or not month.monthly_return.by_clinician:
        return None
    return clinicians_in(month.practice, month.month)


def _people(month: PracticeMonth) -> list[Clinician | None]:
    """Whose grids there are; None is the practice."""
    clinicians = _clinicians(month)
    return [None] if clinicians is None else [*clinicians]


def _pk(person: Clinician | None) -> int | None:
    return person.pk if person else None


def _read(month: PracticeMonth, form: GridUploadForm) -> GridFile:
    file = form.cleaned_data["file"]
    sheet = read_rows(file, file_name=file.name, largest=LARGEST, most_rows=MOST_ROWS)
    return read_grid(sheet.headers, sheet.rows, saved_lines(month), _clinicians(month))


def _filled(month: PracticeMonth, read: GridFile) -> list[FiguresForm]:
    """A form for each grid in the file, with its figures over what is stored."""
    codes = {line.pk: line.code for line in saved_lines(month)}
    forms = []
    for person in _people(month):
        figures = read.figures.get(_pk(person), {})
        values = {
            f"figure-{codes[specialty]}-{urgency}": text for (specialty, urgency), text in figures.items()
        }
        if values:
            initial = {**values, "nil": False}
            forms.append(grid_form(month, person, initial=initial, prefix=_prefix(person)))
    return forms


def _prefix(person: Clinician | None) -> str:
    return f"clinician{person.pk}" if person else "practice"


def _save(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """Save the grids that were checked, all or none."""
    forms = _sent(request, month)
    if not forms or not all(form.is_valid() for form in forms):
        return _check(request, month, forms, UNPROCESSABLE)
    grids = {_pk(form.clinician): Typed(form.figures, form.cleaned_data["nil"]) for form in forms}
    try:
        save_grids(
            practice=month.practice,
            month=month.month,
            by=request.user,
            grids=grids,
            edition=forms[0].cleaned_data["edition"],
            now=calendar.now(),
        )
    except Refused as refused:
        return _conflict(request, month, refused)
    messages.success(request, f"The referrals of {month.month} are saved.")
    return redirect("referrals:return-referrals", **address(month))


def _sent(request: SignedInRequest, month: PracticeMonth, edition: int | None = None) -> list[FiguresForm]:
    """The forms that were sent, each by its own prefix; with another edition when that is given."""
    data = request.POST.copy()
    sent = [person for person in _people(month) if f"{_prefix(person)}-edition" in data]
    for person in sent if edition is not None else []:
        data[f"{_prefix(person)}-edition"] = str(edition)
    return [grid_form(month, person, data, prefix=_prefix(person)) for person in sent]


def _conflict(request: SignedInRequest, month: PracticeMonth, refused: Refused) -> HttpResponse:
    current = practice_month(month.practice, month.month) or month
    return _check(request, current, _sent(request, current, current.edition), CONFLICT, refused)


def _check(
    request: SignedInRequest,
    month: PracticeMonth,
    forms: list[FiguresForm],
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    """The figures of the file in the grids, with what is stored beside what differs."""
    if not forms:
        return _page(request, month, GridUploadForm(), status=UNPROCESSABLE)
    context = {
        "month": month,
        "forms": forms,
        "changed": sum(form.changed_boxes for form in forms),
        "before": month.month.previous(),
        "refused": refused,
    }
    return render(request, "referrals/return_upload_check.html", context, status=status)


def _page(
    request: SignedInRequest,
    month: PracticeMonth,
    form: GridUploadForm,
    *,
    status: int = 200,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    context = {
        "month": month,
        "form": form,
        "problems": problems or [],
        "before": month.month.previous(),
        "by_clinician": _clinicians(month) is not None,
        "editable": month.can_change(calendar.today()),
    }
    return render(request, "referrals/return_upload.html", context, status=status)
