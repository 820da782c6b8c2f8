"""What a provider answered: read back from its file, or typed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daccom import calendar
from daccom.errors import Refused
from daccom.formats import money, plural
from daccom.spreadsheets import read_rows
from referrals.challenges.replies import ReplyAnswer, read_reply
from referrals.forms.challenge_replies import ReplyFileForm, TypedAnswersForm
from referrals.models import Challenge, ChallengeBatch
from referrals.selectors.challenge_batches import batch_challenges
from referrals.services.challenge_settling import settle_batch
from referrals.views.challenge_batches import batch_page, own_batch
from referrals.views.common import UNPROCESSABLE, SignedInRequest

PER_PAGE = 100
"""Challenges to type about on one page: three boxes each, which one POST can carry."""


@require_http_methods(["GET", "HEAD", "POST"])
def batch_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Type what the provider said, challenge by challenge; what ended in the meantime is told apart."""
    batch = own_batch(request, pk)
    held = batch_challenges(batch)
    page = _page_of([row for row in held if row.status == Challenge.Status.WITH_PROVIDER], request)
    if request.method == "POST":
        sent = [row for row in held if f"decision_{row.pk}" in request.POST]
        form = TypedAnswersForm(request.POST, challenges=sent)
    else:
        form = TypedAnswersForm(challenges=page)
    if request.method == "POST" and form.is_valid():
        try:
            return _settled(request, batch, form.answers)
        except Refused as refused:
            form.add_error(None, str(refused))
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"batch": batch, "form": form, "page": page}
    return render(request, "referrals/batch_answers.html", context, status=status)


def _page_of(waiting: list[Challenge], request: SignedInRequest) -> Page:
    """The part of `waiting` that the address asks for by its number, or by a challenge in it."""
    asked = request.GET.get("challenge", "")
    place = next((place for place, row in enumerate(waiting) if str(row.pk) == asked), None)
    number = request.GET.get("page") if place is None else place // PER_PAGE + 1
    return Paginator(waiting, PER_PAGE).get_page(number)


@require_POST
def batch_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the provider's file: all of it, or, with anything wrong, nothing."""
    batch = own_batch(request, pk)
    form = ReplyFileForm(request.POST, request.FILES)
    context = {**batch_page(batch), "form": form}
    if form.is_valid():
        try:
            sheet = read_rows(form.cleaned_data["reply"], file_name=form.cleaned_data["reply"].name)
            stakes = {row.pk: row.amount_at_stake for row in batch_challenges(batch)}
            reply = read_reply(sheet, batch.reference, stakes)
            if not reply.problems:
                return _settled(request, batch, reply.answers, reply.blank)
        except Refused as refused:
            form.add_error("reply", str(refused))
        else:
            context["problems"] = reply.problems
            wrong = plural(len(reply.problems), "value")
            form.add_error("reply", f"{wrong} of the file cannot be taken. Nothing was changed.")
    return render(request, "referrals/batch_detail.html", context, status=UNPROCESSABLE)


def _settled(
    request: SignedInRequest, batch: ChallengeBatch, answers: list[ReplyAnswer], blank: int = 0
) -> HttpResponse:
    """Settle, say what came of it, and go back to the batch."""
    settled = settle_batch(batch=batch, by=request.user, answers=answers, now=calendar.now())
    said = f"{plural(settled.now, 'challenge')} settled, {money(settled.recovered)} accepted."
    if settled.before:
        said += f" {plural(settled.before, 'answer')} had been settled so before: nothing changed there."
    if blank:
        said += f" {plural(blank, 'row')} without an answer left open."
    (messages.success if settled.now else messages.info)(request, said)
    if settled.otherwise:
        messages.warning(request, f"Not changed by this reply: {'; '.join(settled.otherwise)}.")
    return redirect("referrals:batch-detail", pk=batch.pk)
