"""The register of challenges: of a practice, a group and a PCT."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from daccom import calendar
from practices.models import PCT, Practice
from referrals.challenges.states import STATES, Line, Sums
from referrals.challenges.tables import ChallengeTable, caption
from referrals.forms.challenges import RegisterForm
from referrals.models import Challenge
from referrals.rules import challenges as rules
from referrals.selectors import challenge_register as register
from referrals.selectors.roster import named_groups
from referrals.views.common import UNPROCESSABLE, SignedInRequest

PER_PAGE = 25


@dataclass(frozen=True)
class Figure:
    """One cell of the totals: its sums, the rows it opens, and the words only ears get."""

    sums: Sums
    url: str
    hidden: str


@require_safe
def challenge_home(request: SignedInRequest) -> HttpResponse:
    """Leads to the register nearest to the reader: practice, PCT or group."""
    _refuse_outsiders(request)
    access = request.user.access
    own = Practice.objects.filter(pk__in=access.practice_ids).first()
    if own:
        return redirect("referrals:challenge-practice", ods=own.ods_code)
    pct = PCT.objects.filter(pk__in=access.pct_ids).first()
    if pct:
        return redirect("referrals:challenge-pct", pct=pct.ods_code)
    groups = named_groups(request.user)
    if not groups:
        raise Http404
    return redirect("referrals:challenge-group", group=groups[0].slug)


@require_safe
def challenge_practice(request: SignedInRequest, ods: str) -> HttpResponse:
    """One practice's challenges; for its own staff also what they could still raise."""
    practice = register.readable_practice(request.user, ods)
    if practice is None:
        raise Http404
    context = {
        "practice": practice,
        "is_own": rules.can_raise_challenge(request.user, practice),
    }
    return _page(request, f"Challenges of {practice}", register.of_practice(request.user, practice), context)


@require_safe
def challenge_group(request: SignedInRequest, group: str) -> HttpResponse:
    """The challenges of a group's practices."""
    found = next((one for one in named_groups(request.user) if one.slug == group), None)
    if found is None:
        raise Http404
    return _page(request, f"Challenges of {found}", register.of_group(request.user, found), {"group": found})


@require_safe
def challenge_pct(request: SignedInRequest, pct: str) -> HttpResponse:
    """All challenges to what a PCT was charged."""
    found = get_object_or_404(PCT, pk__in=request.user.access.pct_ids, ods_code=pct)
    context = {
        "pct": found,
        "can_send": rules.can_send_batches(request.user, found),
        "can_set_dates": rules.can_set_reconciliation(request.user, found),
    }
    return _page(request, f"Challenges of {found}", register.of_pct(request.user, found), context)


def _refuse_outsiders(request: SignedInRequest) -> None:
    if not rules.can_read_register(request.user):
        raise PermissionDenied(
            "The register of challenges belongs to practices, their group and the PCT. "
            "Ask an administrator for a role there."
        )


def _page(
    request: SignedInRequest, title: str, rows: QuerySet[Challenge], context: dict[str, Any]
) -> HttpResponse:
    """The totals, each figure leading to its rows, and the rows that are chosen."""
    form = RegisterForm(request.GET, choices=register.choices(rows))
    chosen = form.chosen
    shown = rows.filter(chosen.condition)
    totals = register.totals(rows.filter(chosen.without_state().condition))
    may_open = rules.can_read_challenges(request.user)
    here = request.path if may_open else ""
    key = chosen.state or "raised"
    sums = totals.everything.sums[key]
    context |= {
        "title": title,
        "form": form,
        "totals": totals,
        "columns": [state.name for state in STATES.values()],
        "parts": _parts(totals, here, chosen, by_practice="practice" not in context),
        "everything": totals.everything.sums,
        "table": _table(request, shown, sums, chosen.state, context) if may_open else None,
        "registers": _registers(request),
        "is_filtered": any(asdict(chosen).values()),
    }
    return render(
        request,
        "referrals/challenge_register.html",
        context,
        status=UNPROCESSABLE if form.errors else 200,
    )


def _parts(
    totals: register.Totals, here: str, chosen: register.Chosen, *, by_practice: bool
) -> list[tuple[str, list[tuple[str, list[Figure]]]]]:
    """The parts of the one table: a heading and lines, each with a figure for every state."""
    parts = [("All", [totals.everything]), ("By provider", totals.by_provider)]
    if by_practice:
        parts.append(("By practice", totals.by_practice))
    parts.append(("By reason", totals.by_reason))
    return [
        (heading, [(line.name, _figures(line, here, chosen)) for line in lines]) for heading, lines in parts
    ]


def _figures(line: Line, here: str, chosen: register.Chosen) -> list[Figure]:
    figures = []
    for key, state in STATES.items():
        asked = {**asdict(chosen), **line.chosen, "state": key}
        query = urlencode({name: value for name, value in asked.items() if value})
        url = f"{here}?{query}#rows" if here and line.sums[key].count else ""
        figures.append(Figure(line.sums[key], url, f", {state.name.lower()}, {line.name}"))
    return figures


def _table(
    request: SignedInRequest,
    rows: QuerySet[Challenge],
    sums: Sums,
    state: str,
    context: dict[str, Any],
) -> ChallengeTable:
    name = f"{STATES[state].name}: " if state else ""
    table = ChallengeTable(
        register.dated(rows),
        caption=f"{name}{caption(sums.count, sums.gross, sums.net)}",
        today=calendar.today(),
        exclude=("practice",) if "practice" in context else ("provider",),
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return table


def _registers(request: SignedInRequest) -> list[tuple[str, str]]:
    """The other registers that this reader may open: words and address."""
    access = request.user.access
    own = Practice.objects.filter(pk__in=access.practice_ids)
    pcts = PCT.objects.filter(pk__in=access.pct_ids)
    links = [
        *((row.name, reverse("referrals:challenge-practice", kwargs={"ods": row.ods_code})) for row in own),
        *(
            (group.name, reverse("referrals:challenge-group", kwargs={"group": group.slug}))
            for group in named_groups(request.user)
        ),
        *((row.name, reverse("referrals:challenge-pct", kwargs={"pct": row.ods_code})) for row in pcts),
    ]
    return [(words, url) for words, url in links if url != request.path]
