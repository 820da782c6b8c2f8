"""Answers from the list of episodes: a page at once, one row in the background, all yes, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from daccom import calendar
from daccom.errors import Refused
from daccom.formats import plural
from referrals.episode_rows import Shown, left_words
from referrals.forms.answers import AnswersForm, typed_about
from referrals.models import Validation
from referrals.selectors.months import PracticeMonth
from referrals.selectors.workbench import Row, progress_of, rows_of, stored_answers
from referrals.selectors.worklist import Choice
from referrals.services.answers import clear_answers, confirm_episodes, note_view, save_answers
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest, for_own_practice
from referrals.views.episodes import UNDO, Trouble, found_row, last_confirmed, list_page, list_url, undo_key


@require_POST
@for_own_practice
def episode_answers(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """Save all that was answered on a page of the list, then do what the button said."""
    saved, troubles = _save_all(request, rows_of(month))
    rows = rows_of(month)
    if troubles:
        stale = any(trouble.other for trouble in troubles.values())
        return list_page(request, month, rows, troubles, CONFLICT if stale else UNPROCESSABLE)
    if saved:
        messages.success(request, f"Saved: the answers about {plural(saved, 'episode')}.")
    return _confirm(request, month, rows) if _chosen(request) else _back(request, month)


def _save_all(request: SignedInRequest, rows: Sequence[Row]) -> tuple[int, dict[int, Trouble]]:
    """Save each row that was answered in full; how many, and what the others lack."""
    saved, troubles = 0, {}
    for row in rows:
        typed = typed_about(row, request.POST)
        form = AnswersForm({name.removeprefix(f"{row.pk}-"): value for name, value in typed.items()})
        if not typed:
            continue
        if not form.is_valid():
            troubles[row.pk] = Trouble(typed, left_words(typed) or form.problem)
            continue
        try:
            _save(request, row, form)
        except Refused as refused:
            troubles[row.pk] = Trouble(typed, str(refused), stored_answers(row.pk))
        else:
            saved += 1
    return saved, troubles


def _save(request: SignedInRequest, row: Row, form: AnswersForm) -> Validation:
    """Save one row; a page that sends no note at all leaves the stored one."""
    kept = row.validation.note if row.validation and "note" not in form.data else ""
    return save_answers(
        episode=row.episode,
        by=request.user,
        answers=form.answers,
        note=form.cleaned_data["note"] or kept,
        edition=form.cleaned_data["edition"],
        now=calendar.now(),
    )


@require_POST
@for_own_practice
def episode_save(request: SignedInRequest, month: PracticeMonth, pk: int) -> HttpResponse:
    """One row, saved by the page's script: what came of it, as JSON."""
    row = found_row(rows_of(month), pk)
    form = AnswersForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": form.problem}, status=UNPROCESSABLE)
    try:
        _save(request, row, form)
    except Refused as refused:
        return JsonResponse(_refusal(row, refused), status=CONFLICT)
    return _outcome(month, [pk])


def _refusal(row: Row, refused: Refused) -> dict[str, Any]:
    """Why nothing was saved; when somebody else answered, what they said."""
    said = {"rule": refused.rule, "problem": str(refused)}
    stored = stored_answers(row.pk)
    if refused.rule != "episode.stale":
        return said
    if stored is None:
        return said | {"stored": {}, "note": "", "edition": 0, "by": "Nobody: the answers were taken back"}
    return said | {
        "stored": stored.answers,
        "note": stored.note,
        "edition": stored.edition,
        "by": str(stored.answered_by),
    }


def _outcome(month: PracticeMonth, keys: Sequence[int]) -> JsonResponse:
    """The rows as they stand after a change, and how far the month is."""
    rows = rows_of(month)
    today = calendar.today()
    found = [row for row in rows if row.pk in keys]
    context = {"month": month, "editable": True, "progress": progress_of(rows)}
    return JsonResponse(
        {
            "rows": {
                row.pk: {
                    "edition": row.edition,
                    "state": Shown(row, rows.index(row) + 1, editable=True).state.text,
                    "outcome": render_to_string(
                        "referrals/episode_outcome.html",
                        context
                        | {
                            "row": Shown(row, rows.index(row) + 1, editable=True),
                            "can_raise": today <= row.final_on,
                        },
                    ),
                }
                for row in found
            },
            "progress": render_to_string("referrals/episode_progress.html", context),
        }
    )


@require_POST
@for_own_practice
def episode_confirm(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """All five yes for chosen rows, after a look at those that a check has marked."""
    return _confirm(request, month, rows_of(month))


def _chosen(request: SignedInRequest) -> set[int]:
    """The keys of the rows to confirm: one row's button, or the button for all that are ticked."""
    ticked = request.POST.getlist("chosen") if "confirm" in request.POST else []
    keys = [*request.POST.getlist("yes"), *ticked]
    return {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19}


def _confirm(request: SignedInRequest, month: PracticeMonth, rows: Sequence[Row]) -> HttpResponse:
    """Confirm what can be confirmed; rows with findings only when they were looked at first."""
    chosen = [row for row in rows if row.pk in _chosen(request) and not row.is_answered]
    marked = [row for row in chosen if row.findings]
    despite = "despite" in request.POST
    if marked and not despite and "clean" not in request.POST:
        return _look_first(request, month, chosen, marked)
    meant = chosen if despite else [row for row in chosen if not row.findings]
    if not meant:
        messages.info(request, "No episode to confirm: choose some that have no answers yet.")
        return _back(request, month)
    try:
        saved = confirm_episodes(
            episodes=[row.episode for row in meant],
            by=request.user,
            now=calendar.now(),
            despite_findings=despite,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return _back(request, month)
    request.session[UNDO] = {undo_key(month): saved}
    words = f"Validated: {plural(len(saved), 'episode')}. All five answers are yes."
    messages.success(request, words)
    return _back(request, month)


def _look_first(
    request: SignedInRequest, month: PracticeMonth, chosen: Sequence[Row], marked: Sequence[Row]
) -> HttpResponse:
    """What the checks found about the chosen rows, before anybody says yes."""
    note_view(by=request.user, episodes=[row.episode for row in marked], purpose="episodes to confirm")
    context = {
        "month": month,
        "marked": [Shown(row, number, editable=False) for number, row in enumerate(marked, 1)],
        "clean": len(chosen) - len(marked),
        "chosen": chosen,
        "back": _list_address(request, month),
    }
    return render(request, "referrals/episode_confirm.html", context, status=UNPROCESSABLE)


@require_POST
@for_own_practice
def episode_undo(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """Take back what was confirmed last, or the answers named in `row` as key:edition."""
    named = [_pair(text) for text in request.POST.getlist("row")]
    editions = dict(pair for pair in named if pair) or dict(last_confirmed(request, month))
    found = [row for row in rows_of(month) if row.pk in editions]
    try:
        cleared = clear_answers(
            episodes=[row.episode for row in found], editions=editions, by=request.user, now=calendar.now()
        )
    except Refused as refused:
        return _undo_refused(request, month, refused)
    request.session.pop(UNDO, None)
    if _wants_json(request):
        return _outcome(month, list(editions))
    kept = len(editions) - len(cleared)
    since = f" {plural(kept, 'episode')} answered again since: left as they are." if kept else ""
    messages.success(request, f"Taken back: the answers about {plural(len(cleared), 'episode')}.{since}")
    return _back(request, month)


def _undo_refused(request: SignedInRequest, month: PracticeMonth, refused: Refused) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"rule": refused.rule, "problem": str(refused)}, status=CONFLICT)
    messages.error(request, str(refused))
    return _back(request, month)


def _pair(text: str) -> tuple[int, int] | None:
    """“12:3” as an episode's key and an edition; None for anything else."""
    key, _, edition = text.partition(":")
    plain = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (key, edition))
    return (int(key), int(edition)) if plain else None


def _wants_json(request: SignedInRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _list_address(request: SignedInRequest, month: PracticeMonth) -> str:
    """The list as it was chosen, on the page it was on."""
    address = list_url(month, Choice.read(request.GET))
    page = request.GET.get("page", "")
    if not page.isdigit():
        return address
    return f"{address}{'&' if '?' in address else '?'}page={int(page[:4])}"


def _back(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    return redirect(_list_address(request, month))
