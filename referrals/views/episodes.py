"""Episodes over the threshold: patients of the practice, and five questions about each stay."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daccom import calendar
from daccom.errors import Refused
from daccom.formats import count_of, long_date, money, plural
from referrals.flags import flags
from referrals.forms.answers import AnswersForm
from referrals.models import Episode
from referrals.presentation import nhs_number
from referrals.selectors.months import PracticeMonth
from referrals.selectors.returns import episodes_to_validate
from referrals.services.answers import ALL_YES, note_view, save_answers
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest, address, for_own_practice


def _state(episode: Episode) -> tuple[str, str]:
    """The words and the colour of where an episode's validation stands."""
    validation = getattr(episode, "validation", None)
    if validation is None:
        return ("To answer", "yellow")
    if validation.proposes_challenge:
        return ("Proposes a challenge", "orange")
    return ("Validated", "green") if validation.is_validated else ("Not all known", "blue")


@require_safe
@for_own_practice
def episode_list(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """The month's episodes over the threshold, the dearest first."""
    episodes = episodes_to_validate(month)
    note_view(by=request.user, episodes=episodes, purpose="episodes of the month")
    rows = [
        {
            "number": number,
            "episode": episode,
            "patient": nhs_number(episode.nhs_number),
            "flags": flags(episode),
            "state": _state(episode),
            "answered": hasattr(episode, "validation"),
        }
        for number, episode in enumerate(episodes, 1)
    ]
    answered = sum(hasattr(episode, "validation") for episode in episodes)
    context = {
        "month": month,
        "rows": rows,
        "answered": count_of(answered, len(episodes)) + " answered",
        "editable": month.can_change(calendar.today()),
        "simulated": any(episode.is_simulated for episode in episodes),
    }
    return render(request, "referrals/episode_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def episode_detail(request: SignedInRequest, month: PracticeMonth, pk: int) -> HttpResponse:
    """One episode and its five questions; saving leads to the next one that has no answers."""
    episodes = episodes_to_validate(month)
    episode = _one_of(episodes, pk)
    note_view(by=request.user, episodes=[episode], purpose="one episode")
    if request.method != "POST":
        return _page(request, month, episodes, episode, AnswersForm(initial=_stored(episode)))
    form = AnswersForm(request.POST)
    if not form.is_valid():
        return _page(request, month, episodes, episode, form, UNPROCESSABLE)
    try:
        save_answers(
            episode=episode,
            by=request.user,
            answers=form.answers,
            note=form.cleaned_data["note"],
            edition=form.cleaned_data["edition"],
            now=calendar.now(),
        )
    except Refused as refused:
        return _conflict(request, month, pk, refused)
    return _onward(request, month, episodes, episode)


@require_POST
@for_own_practice
def episode_confirm(request: SignedInRequest, month: PracticeMonth, pk: int) -> HttpResponse:
    """All five yes, with one click; only for an episode that nobody answered yet."""
    episode = _one_of(episodes_to_validate(month), pk)
    try:
        save_answers(
            episode=episode, by=request.user, answers=ALL_YES, note="", edition=0, now=calendar.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Validated: the {_named(episode)}. All five answers are yes.")
    return redirect("referrals:episode-list", **address(month))


def _one_of(episodes: list[Episode], pk: int) -> Episode:
    for episode in episodes:
        if episode.pk == pk:
            return episode
    raise Http404


def _named(episode: Episode) -> str:
    """An episode in words that name nobody."""
    return f"{money(episode.total_cost)} stay from {long_date(episode.admission_date)}"


def _stored(episode: Episode) -> dict[str, Any]:
    """What the form starts from: the answers there are, or none and edition 0."""
    validation = getattr(episode, "validation", None)
    if validation is None:
        return {"edition": 0}
    return {**validation.answers, "note": validation.note, "edition": validation.edition}


def _conflict(request: SignedInRequest, month: PracticeMonth, pk: int, refused: Refused) -> HttpResponse:
    """What was answered here beside what somebody else answered in the meantime."""
    episodes = episodes_to_validate(month)
    episode = _one_of(episodes, pk)
    data = request.POST.copy()
    data["edition"] = str(_stored(episode)["edition"])
    return _page(request, month, episodes, episode, AnswersForm(data), CONFLICT, refused)


def _onward(
    request: SignedInRequest, month: PracticeMonth, episodes: list[Episode], saved: Episode
) -> HttpResponse:
    """To the next episode without answers, from the end back to the start; else to the list."""
    messages.success(request, f"The answers about the {_named(saved)} are saved.")
    place = episodes.index(saved)
    others = [*episodes[place + 1 :], *episodes[:place]]
    following = next((episode for episode in others if not hasattr(episode, "validation")), None)
    if following is None or "back" in request.POST:
        return redirect("referrals:episode-list", **address(month))
    return redirect("referrals:episode-detail", **address(month), pk=following.pk)


def _page(
    request: SignedInRequest,
    month: PracticeMonth,
    episodes: list[Episode],
    episode: Episode,
    form: AnswersForm,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    left = sum(not hasattr(row, "validation") for row in episodes)
    context = {
        "month": month,
        "episode": episode,
        "number": episodes.index(episode) + 1,
        "of": len(episodes),
        "left": plural(left, "episode") + " still to answer" if left else "All episodes have answers",
        "patient": nhs_number(episode.nhs_number),
        "flags": flags(episode),
        "state": _state(episode),
        "validation": getattr(episode, "validation", None),
        "form": form,
        "refused": refused,
        "editable": month.can_change(calendar.today()),
    }
    return render(request, "referrals/episode_detail.html", context, status=status)
