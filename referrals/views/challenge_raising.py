"""What a practice could challenge, and the page on which it does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from daccom import calendar
from daccom.errors import Refused
from practices.models import Practice
from referrals.challenges.states import Counted, Sums
from referrals.challenges.words import own_numbers
from referrals.forms.challenges import RaiseForm
from referrals.models import Challenge, Episode, Load
from referrals.presentation import nhs_number
from referrals.rules import challenges as rules
from referrals.selectors.proposals import (
    Waiting,
    about_any_version,
    proposal_for,
    waiting_proposals,
    with_proposals,
)
from referrals.selectors.reconciliation import dates_of
from referrals.services.answers import note_view
from referrals.services.challenges import raise_challenge
from referrals.views.common import UNPROCESSABLE, SignedInRequest


@require_safe
def proposal_list(request: SignedInRequest, ods: str) -> HttpResponse:
    """The episodes whose answers or checks propose a challenge that nobody has raised."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user), ods_code=ods)
    _refuse_others(request, practice)
    today = calendar.today()
    waiting = waiting_proposals([practice], today)
    note_view(by=request.user, episodes=[one.episode for one in waiting], purpose="challenges to raise")
    context = {
        "practice": practice,
        "rows": [
            {
                "waiting": one,
                "episode": one.episode,
                "proposal": one.proposal,
                "time": one.dates.final_words(today),
                "patient": nhs_number(one.episode.nhs_number),
            }
            for one in waiting
        ],
        "sums": _sums(waiting),
        "untyped": sum(one.proposal.amount is None for one in waiting),
        "is_simulated": any(one.episode.is_simulated for one in waiting),
    }
    return render(request, "referrals/challenge_proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_new(request: SignedInRequest, episode: int) -> HttpResponse:
    """Raise a challenge about one episode, as it is proposed or otherwise."""
    loaded = Episode.every.visible_to(request.user).exclude(load__status=Load.Status.STAGED)
    rows = with_proposals(loaded)
    found: Episode = get_object_or_404(rows, pk=episode)
    _refuse_others(request, found.practice)
    note_view(by=request.user, episodes=[found], purpose="raising a challenge")
    if request.method != "POST":
        return _page(request, found, RaiseForm(initial=_initial(found)))
    form = RaiseForm(request.POST, known=own_numbers(found))
    if form.is_valid():
        try:
            challenge = raise_challenge(
                episode=found, by=request.user, now=calendar.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, f"Challenge {challenge.pk} is raised. The PCT sends it with its next batch."
            )
            return redirect("referrals:challenge-detail", pk=challenge.pk)
    return _page(request, found, form, UNPROCESSABLE)


def _refuse_others(request: SignedInRequest, practice: Practice) -> None:
    if not rules.can_raise_challenge(request.user, practice):
        raise PermissionDenied(
            f"Only a practice manager or GP of {practice} raises its challenges. Ask them."
        )


def _initial(episode: Episode) -> dict[str, Any]:
    proposal = proposal_for(episode)
    if proposal is None:
        return {"direction": Challenge.Direction.OVERCHARGE.value}
    return {
        "reason": proposal.reason.value,
        "direction": proposal.direction,
        "amount": proposal.amount,
        "words": proposal.words,
    }


def _sums(waiting: list[Waiting]) -> Sums:
    sums = Sums()
    for one in waiting:
        at_stake = one.proposal.at_stake
        sums.add(Counted("", one.proposal.direction, 1, at_stake, at_stake), at_stake)
    return sums


def _page(request: SignedInRequest, episode: Episode, form: RaiseForm, status: int = 200) -> HttpResponse:
    dates = dates_of(episode.load.pct_id, episode.load.settles_in)
    context = {
        "episode": episode,
        "practice": episode.practice,
        "patient": nhs_number(episode.nhs_number),
        "proposal": proposal_for(episode),
        "findings": [row for row in episode.findings.all() if row.amount],
        "time": dates.final_words(calendar.today()),
        "there": about_any_version(episode).order_by("-pk").first(),
        "form": form,
    }
    return render(request, "referrals/challenge_new.html", context, status=status)
