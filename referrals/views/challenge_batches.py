"""The PCT's commissioner sends batches, reads the replies and settles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import plural
from daccom.spreadsheets import download, write_csv, write_xlsx
from practices.models import PCT
from referrals.challenges.files import HEADERS, file_name, rows_of
from referrals.challenges.states import TAGS, line_of
from referrals.forms.challenge_replies import ReplyFileForm
from referrals.models import Challenge, ChallengeBatch, Provider
from referrals.rules import challenges as rules
from referrals.selectors.challenge_batches import batch_challenges, batches_of, due_batches
from referrals.selectors.reconciliation import settling_dates
from referrals.services.challenge_batches import send_batch
from referrals.views.common import SignedInRequest

COMMISSIONER = "The PCT's commissioner sends challenges to providers and settles them. Ask them."


@require_safe
def batch_list(request: SignedInRequest, pct: str) -> HttpResponse:
    """What is raised for each provider and may go today, and all batches that went."""
    found = _pct(request, pct)
    today = calendar.today()
    context = {
        "pct": found,
        "month": Month.of(today),
        "due": due_batches(found, today),
        "batches": batches_of(request.user).filter(pct=found),
    }
    return render(request, "referrals/batch_list.html", context)


@require_POST
def batch_send(request: SignedInRequest, pct: str, provider: str) -> HttpResponse:
    """Make this month's batch for one provider, or a supplementary one."""
    found = _pct(request, pct)
    to = get_object_or_404(Provider, ods_code=provider)
    try:
        batch = send_batch(pct=found, provider=to, by=request.user, now=calendar.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("referrals:batch-list", pct=found.ods_code)
    held = plural(batch.challenges.count(), "challenge")
    messages.success(request, f"Batch {batch.reference} is made, with {held}. Send its file to {to}.")
    return redirect("referrals:batch-detail", pk=batch.pk)


@require_safe
def batch_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One batch: its file, what it holds and what has been answered."""
    batch = own_batch(request, pk)
    return render(request, "referrals/batch_detail.html", {**batch_page(batch), "form": ReplyFileForm()})


@require_safe
def batch_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The provider's file, made again from the rows."""
    batch = own_batch(request, pk)
    if kind not in ("csv", "xlsx"):
        raise Http404
    rows = rows_of(batch, batch_challenges(batch))
    made = write_csv(HEADERS, rows) if kind == "csv" else write_xlsx(HEADERS, rows, batch.reference)
    return download(made, file_name(batch, kind))


def own_batch(request: SignedInRequest, pk: int) -> ChallengeBatch:
    """A batch of the reader's PCT, for its commissioner."""
    rows = ChallengeBatch.objects.visible_to(request.user).select_related("provider", "pct", "sent_by")
    batch: ChallengeBatch = get_object_or_404(rows, pk=pk)
    if not rules.can_send_batches(request.user, batch.pct_id):
        raise PermissionDenied(COMMISSIONER)
    return batch


def batch_page(batch: ChallengeBatch) -> dict[str, Any]:
    """What the page of a batch shows."""
    today = calendar.today()
    held = batch_challenges(batch)
    dates = settling_dates({(batch.pct_id, row.settles_in) for row in held})
    return {
        "batch": batch,
        "month": Month(batch.month),
        "rows": [
            {
                "challenge": row,
                "colour": TAGS[row.status],
                "time": dates[batch.pct_id, row.settles_in].final_words(today) if row.is_open else "",
            }
            for row in held
        ],
        "waiting": sum(row.status == Challenge.Status.WITH_PROVIDER for row in held),
        "sums": line_of(held).sums,
    }


def _pct(request: SignedInRequest, ods_code: str) -> PCT:
    found = get_object_or_404(PCT, pk__in=request.user.access.pct_ids, ods_code=ods_code)
    if not rules.can_send_batches(request.user, found):
        raise PermissionDenied(COMMISSIONER)
    return found
