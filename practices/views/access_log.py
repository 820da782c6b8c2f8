"""Who looked at our patients."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from practices import rules
from practices.models import Practice
from practices.requests import SignedInRequest
from practices.selectors.access_log import looks_at, seen_together
from practices.tables import LookTable, moment

PER_PAGE = 25


@require_safe
def own_access_log(request: SignedInRequest) -> HttpResponse:
    """Where "Who looked" leads: the log of one's own practice, or the choice between several."""
    own = Practice.objects.filter(pk__in=request.user.access.practice_ids)
    practices = [practice for practice in own if rules.can_read_access_log(request.user, practice)]
    if not practices:
        raise PermissionDenied("The access log belongs to the practice manager and GPs of a practice.")
    if len(practices) == 1:
        return redirect(_address(practices[0]))
    links = [(practice, _address(practice)) for practice in practices]
    return render(request, "practices/own_access_log.html", {"practices": links})


@require_safe
def access_log(request: SignedInRequest, ods: str) -> HttpResponse:
    """Every page with patient rows of this practice that somebody opened, newest first."""
    practice = _practice_or_refuse(request, ods)
    table = LookTable(
        looks_at(practice), practice=practice, caption="Pages with your patients that somebody opened"
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return render(request, "practices/access_log.html", {"practice": practice, "table": table})


@require_safe
def access_look(request: SignedInRequest, ods: str, look: int) -> HttpResponse:
    """The rows that were seen in one look."""
    practice = _practice_or_refuse(request, ods)
    rows = list(seen_together(practice, look))
    if not rows:
        raise Http404
    context = {
        "practice": practice,
        "rows": rows,
        "who": rows[0].actor,
        "when": moment(rows[0].timestamp),
        "purpose": rows[0].additional_data["verb"],
        "back": _address(practice),
    }
    return render(request, "practices/access_look.html", context)


def _practice_or_refuse(request: SignedInRequest, ods: str) -> Practice:
    practice = get_object_or_404(Practice.objects.visible_to(request.user), ods_code=ods)
    if not rules.can_read_access_log(request.user, practice):
        raise PermissionDenied(
            "Only the practice manager and GPs of a practice see who looked at its patients."
        )
    return practice


def _address(practice: Practice) -> str:
    return reverse("practices:access-log", kwargs={"ods": practice.ods_code})
