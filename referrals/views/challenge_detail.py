"""One challenge: what was claimed, what became of it, and whose stay it is for those who may know."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from daccom import calendar
from daccom.errors import Refused
from referrals.challenges.states import TAGS, lost_of, next_step
from referrals.forms.challenges import WithdrawForm
from referrals.models import Challenge
from referrals.presentation import nhs_number
from referrals.rules import challenges as rules
from referrals.selectors.challenges import history, replacement_of
from referrals.selectors.reconciliation import dates_of
from referrals.services.answers import note_view
from referrals.services.challenges import withdraw_challenge
from referrals.views.common import UNPROCESSABLE, SignedInRequest

RELATED = ("practice", "provider", "batch", "raised_by", "ended_by", "episode__load", "episode__specialty")


@require_safe
def challenge_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A challenge and its history; the words for its practice and the PCT's commissioner alone."""
    return _page(request, _readable(request, pk), WithdrawForm())


@require_POST
def challenge_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a challenge back, with a reason."""
    challenge = _readable(request, pk)
    if not rules.can_raise_challenge(request.user, challenge.practice):
        raise PermissionDenied(
            f"Only a practice manager or GP of {challenge.practice} withdraws its challenges. Ask them."
        )
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, challenge, form, UNPROCESSABLE)
    try:
        withdraw_challenge(
            challenge=challenge, by=request.user, words=form.cleaned_data["words"], now=calendar.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Challenge {challenge.pk} is withdrawn.")
    return redirect("referrals:challenge-detail", pk=challenge.pk)


@require_safe
def challenge_patient(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whose stay a challenge is about; the look is written down for the practice to read."""
    challenge = _readable(request, pk)
    if not rules.can_open_patient_row(request.user, challenge, challenge.episode.load.pct_id):
        raise PermissionDenied(
            "Only the practice itself and the PCT's commissioner see whose stay a challenge is about."
        )
    note_view(by=request.user, episodes=[challenge.episode], purpose="patient of a challenge")
    context = {
        "challenge": challenge,
        "episode": challenge.episode,
        "patient": nhs_number(challenge.episode.nhs_number),
    }
    return render(request, "referrals/challenge_patient.html", context)


def _readable(request: SignedInRequest, pk: int) -> Challenge:
    challenge: Challenge = get_object_or_404(
        Challenge.objects.visible_to(request.user).select_related(*RELATED), pk=pk
    )
    if not rules.can_read_challenges(request.user):
        raise PermissionDenied(
            "A challenge is about one patient's stay. The register shows you what all come to."
        )
    return challenge


def _page(
    request: SignedInRequest, challenge: Challenge, form: WithdrawForm, status: int = 200
) -> HttpResponse:
    today = calendar.today()
    pct_id = challenge.episode.load.pct_id
    dates = dates_of(pct_id, challenge.settles_in)
    is_own = rules.can_raise_challenge(request.user, challenge.practice)
    may_settle = rules.can_send_batches(request.user, pct_id)
    context: dict[str, Any] = {
        "challenge": challenge,
        "colour": TAGS[challenge.status],
        "waits": next_step(challenge),
        "lost": lost_of(challenge),
        "first_words": dates.first_words(today),
        "final_words": dates.final_words(today),
        "steps": history(challenge),
        "is_own": is_own,
        "shows_words": rules.can_read_words(request.user, challenge, pct_id),
        "can_settle": may_settle and challenge.status == Challenge.Status.WITH_PROVIDER,
        "can_see_batch": may_settle and challenge.batch is not None,
        "replacement": replacement_of(challenge),
        "form": form if is_own and challenge.is_open else None,
    }
    return render(request, "referrals/challenge_detail.html", context, status=status)
