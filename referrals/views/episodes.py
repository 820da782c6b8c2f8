"""Episodes over the threshold: patients of the practice, and five questions about each stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from daccom import calendar
from daccom.errors import Refused
from daccom.formats import plural
from referrals.episode_rows import Shown, named
from referrals.forms.answers import AnswersForm
from referrals.models import Validation
from referrals.selectors.months import PracticeMonth
from referrals.selectors.workbench import Row, progress_of, proposed, row_of, rows_of
from referrals.selectors.worklist import SHOWN, SORTED, Choice, counts, options
from referrals.services.answers import note_view, save_answers
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest, address, for_own_practice

PAGE = 50
"""Rows of one page of the list: what a person can survey, and a POST can carry."""

UNDO = "confirmed-episodes"
"""Where a session keeps last_confirmed()."""


@dataclass(frozen=True)
class Trouble:
    """What one row of a page could not save: what was typed, why, and what somebody else answered."""

    typed: Mapping[str, str]
    problem: str
    other: Validation | None = None


@require_safe
@for_own_practice
def episode_list(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """The month's episodes over the threshold, worst first, with their questions."""
    return list_page(request, month, rows_of(month))


def list_page(
    request: SignedInRequest,
    month: PracticeMonth,
    rows: Sequence[Row],
    troubles: Mapping[int, Trouble] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list as the address chooses it; with `troubles` the rows that could not be saved."""
    today, troubles = calendar.today(), troubles or {}
    choice = Choice.read(request.GET)
    editable = month.can_change(today)
    chosen = [row for row in rows if row.pk in troubles] or choice.of(rows)
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    note_view(by=request.user, episodes=[row.episode for row in page], purpose="episodes of the month")
    waiting = proposed(rows, today)
    context = {
        "month": month,
        "rows": [
            _shown(row, number, editable, troubles.get(row.pk))
            for number, row in enumerate(page, page.start_index())
        ],
        "page": page,
        "base": list_url(month),
        "troubles": [row for row in page if row.pk in troubles],
        "progress": progress_of(rows),
        "choice": choice,
        "tabs": _tabs(month, choice, rows),
        "narrowing": _narrowing(choice, rows),
        "editable": editable,
        "can_raise": bool(rows) and any(today <= row.final_on for row in rows),
        "proposals": len(waiting),
        "proposed": sum(row.proposal.at_stake for row in waiting if row.proposal),
        "undo": last_confirmed(request, month),
        "simulated": any(row.episode.is_simulated for row in page),
    }
    return render(request, "referrals/episode_list.html", context, status=status)


def last_confirmed(request: SignedInRequest, month: PracticeMonth) -> list[tuple[int, int]]:
    """What this person confirmed last, with one click, and can take back: keys and editions."""
    return [(key, edition) for key, edition in request.session.get(UNDO, {}).get(undo_key(month), [])]


def undo_key(month: PracticeMonth) -> str:
    return f"{month.practice.ods_code}/{month.month.slug}"


def _shown(row: Row, number: int, editable: bool, trouble: Trouble | None) -> Shown:
    if trouble is None:
        return Shown(row, number, editable)
    return Shown(row, number, editable, trouble.typed, trouble.problem, trouble.other)


def _tabs(month: PracticeMonth, choice: Choice, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What can be shown, with how many; what has none is left out unless it is asked for."""
    counted = counts(choice.within(rows))
    return [
        {
            "words": words,
            "count": counted[name],
            "current": name == choice.show,
            "url": list_url(month, Choice(**{**vars(choice), "show": name})),
        }
        for name, (words, _) in SHOWN.items()
        if counted[name] or name in (choice.show, "all", "to-answer")
    ]


def _narrowing(choice: Choice, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The select boxes of the filter form."""
    labels = {"pod": "Point of delivery", "provider": "Provider", "specialty": "Specialty"}
    boxes = [
        {"name": name, "label": label, "value": getattr(choice, name), "options": options(rows, name)}
        for name, label in labels.items()
    ]
    order = [(name, words) for name, (words, _) in SORTED.items()]
    return [*boxes, {"name": "sort", "label": "Sort by", "value": choice.sort, "options": order}]


def list_url(month: PracticeMonth, choice: Choice | None = None) -> str:
    """The address of the list as chosen."""
    query = choice.query if choice else ""
    return reverse("referrals:episode-list", kwargs=address(month)) + (f"?{query}" if query else "")


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def episode_detail(request: SignedInRequest, month: PracticeMonth, pk: int) -> HttpResponse:
    """One episode and its five questions; saving leads to the next one that has no answers."""
    rows = Choice.read(request.GET).of(rows_of(month))
    row = row_of(rows, pk)
    if row is None:  # chosen away, or answered since: show it among all
        rows = rows_of(month)
        row = found_row(rows, pk)
    note_view(by=request.user, episodes=[row.episode], purpose="one episode")
    if request.method != "POST":
        return _page(request, month, rows, row, AnswersForm(initial=_stored(row)))
    form = AnswersForm(request.POST)
    if not form.is_valid():
        return _page(request, month, rows, row, form, UNPROCESSABLE)
    try:
        save_answers(
            episode=row.episode,
            by=request.user,
            answers=form.answers,
            note=form.cleaned_data["note"],
            edition=form.cleaned_data["edition"],
            now=calendar.now(),
        )
    except Refused as refused:
        return _conflict(request, month, pk, refused)
    return _onward(request, month, rows, row)


def found_row(rows: Sequence[Row], pk: int) -> Row:
    """The row of this episode; 404 for one that is not of this month, practice and threshold."""
    row = row_of(rows, pk)
    if row is None:
        raise Http404
    return row


def _stored(row: Row) -> dict[str, Any]:
    """What the form starts from: the answers, those about the version before, or none."""
    stored = row.validation or (row.earlier.validation if row.earlier else None)
    return {**stored.answers, "note": stored.note, "edition": row.edition} if stored else {"edition": 0}


def _conflict(request: SignedInRequest, month: PracticeMonth, pk: int, refused: Refused) -> HttpResponse:
    """What was answered here beside what somebody else answered in the meantime."""
    rows = rows_of(month)
    row = found_row(rows, pk)
    data = request.POST.copy()
    data["edition"] = str(row.edition)
    return _page(request, month, rows, row, AnswersForm(data), CONFLICT, refused)


def _onward(request: SignedInRequest, month: PracticeMonth, rows: Sequence[Row], saved: Row) -> HttpResponse:
    """To the next episode without answers, from the end back to the start; else to the list."""
    messages.success(request, f"The answers about the {named(saved.episode)} are saved.")
    place = rows.index(saved)
    others = [*rows[place + 1 :], *rows[:place]]
    following = next((row for row in others if not row.is_answered), None)
    choice = Choice.read(request.GET)
    if following is None or "back" in request.POST:
        return redirect(list_url(month, choice))
    return redirect(_detail_url(month, following, choice))


def _detail_url(month: PracticeMonth, row: Row, choice: Choice) -> str:
    query = f"?{choice.query}" if choice.query else ""
    return reverse("referrals:episode-detail", kwargs=address(month) | {"pk": row.pk}) + query


def _page(
    request: SignedInRequest,
    month: PracticeMonth,
    rows: Sequence[Row],
    row: Row,
    form: AnswersForm,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    today, choice, place = calendar.today(), Choice.read(request.GET), rows.index(row)
    left = sum(not other.is_answered for other in rows)
    steps = {"previous": rows[place - 1 : place], "following": rows[place + 1 : place + 2]}
    context = {
        "month": month,
        "shown": Shown(row, place + 1, month.can_change(today)),
        "of": len(rows),
        "left": plural(left, "episode") + " still to answer" if left else "All episodes have answers",
        "validation": row.validation,
        "form": form,
        "refused": refused,
        "editable": month.can_change(today),
        "can_raise": today <= row.final_on,
        "list_url": list_url(month, choice),
        **{name: _detail_url(month, found[0], choice) if found else "" for name, found in steps.items()},
    }
    return render(request, "referrals/episode_detail.html", context, status=status)
