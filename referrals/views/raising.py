"""From doubts to challenges: all that are proposed for a month, read on one page and raised at once."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from daccom import calendar
from daccom.errors import Refused
from daccom.formats import money, plural
from referrals.episode_rows import Shown, named
from referrals.selectors.months import PracticeMonth
from referrals.selectors.workbench import Row, proposed, rows_of
from referrals.services.answers import note_view
from referrals.services.challenges import raise_challenge
from referrals.views.common import SignedInRequest, for_own_practice
from referrals.views.episodes import list_url


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def challenge_raise_all(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """All proposals of the month that know their amount, each to be ticked; one POST raises them."""
    waiting = proposed(rows_of(month), calendar.today())
    ready = [row for row in waiting if row.proposal and row.proposal.amount]
    if request.method == "POST":
        return _raise(request, month, [row for row in ready if str(row.pk) in request.POST.getlist("row")])
    note_view(by=request.user, episodes=[row.episode for row in waiting], purpose="proposed challenges")
    context = {
        "month": month,
        "ready": [Shown(row, number, editable=False) for number, row in enumerate(ready, 1)],
        "open": [
            Shown(row, number, editable=False)
            for number, row in enumerate((row for row in waiting if row not in ready), len(ready) + 1)
        ],
        "at_stake": sum(row.proposal.at_stake for row in ready if row.proposal),
        "back": list_url(month),
    }
    return render(request, "referrals/episode_challenges.html", context)


def _raise(request: SignedInRequest, month: PracticeMonth, rows: list[Row]) -> HttpResponse:
    """Raise each as it is proposed; one that is refused does not hold up the others."""
    raised, problems = [], []
    for row in rows:
        try:
            raised.append(_raised(request, row))
        except Refused as refused:
            problems.append(f"The {named(row.episode)}: {refused}")
    if raised:
        total = money(sum(raised))
        messages.success(request, f"Raised: {plural(len(raised), 'challenge')}, {total} at stake.")
    for problem in problems:
        messages.error(request, problem)
    if not rows:
        messages.info(request, "No challenge was raised: choose at least one.")
    return redirect(list_url(month))


def _raised(request: SignedInRequest, row: Row) -> Decimal:
    """Raise what is proposed about a row; the pounds at stake, nought for what proposes none."""
    proposal = row.proposal
    if proposal is None or proposal.amount is None:
        return Decimal(0)
    challenge = raise_challenge(
        episode=row.episode,
        by=request.user,
        reason=proposal.reason.value,
        words=proposal.words,
        amount=proposal.amount,
        direction=proposal.direction,
        now=calendar.now(),
    )
    return challenge.amount_at_stake
