"""Groups, their practices, and the register."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from daccom import calendar
from practices import rules
from practices.forms.practices import PracticeSearchForm
from practices.models import Appointment, CommissioningGroup, Practice
from practices.requests import SignedInRequest
from practices.selectors import practices as selectors
from practices.selectors.groups import groups_for
from practices.selectors.list_sizes import list_size_totals
from practices.tables import BandTable, PostTable, PracticeLineTable, PracticeTable

PER_PAGE = 25


@require_safe
def practice_list(request: SignedInRequest) -> HttpResponse:
    """Where "Practices" leads: the one group a person reads, else their groups and the register to search."""
    groups = groups_for(request.user)
    if len(groups) == 1 and "q" not in request.GET:
        return redirect(groups[0])
    practices = Practice.objects.visible_to(request.user)
    if not rules.can_see_practices(request.user):
        raise PermissionDenied(
            "You hold no role for a practice, a group or a PCT. Ask an administrator for one."
        )
    form = PracticeSearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    table = PracticeTable(selectors.found_practices(practices, words), caption="Practices found")
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return render(
        request,
        "practices/practice_list.html",
        {"groups": groups, "search": form, "table": table, "q": words},
    )


@require_safe
def group_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """The practices of a group, its Executive and who holds which post."""
    group = get_object_or_404(
        CommissioningGroup.objects.visible_to(request.user).select_related("pct"), slug=slug
    )
    day = calendar.today()
    lines = selectors.practice_lines(group, request.user, day)
    counted = [line.total for line in lines if line.total]
    executive = selectors.posts_in(group, Appointment.Body.EXECUTIVE, day)
    tables = (
        PracticeLineTable(lines, caption=f"Practices of {group}", prefix="p-"),
        PostTable(executive, caption=f"Executive of {group}", prefix="e-"),
    )
    for table in tables:
        RequestConfig(request, paginate=False).configure(table)
    context = {
        "group": group,
        "practices": tables[0],
        "executive": tables[1],
        "practice_count": len(lines),
        "patients": sum(total.patients for total in counted),
        "counts": sorted({(total.as_at, total.source, total.is_simulated) for total in counted}),
        "only_own": group.pk not in request.user.access.named_group_ids,
    }
    return render(request, "practices/group_detail.html", context)


@require_safe
def practice_detail(request: SignedInRequest, ods: str) -> HttpResponse:
    """What is known of one practice: register, group, people, patients by age and sex."""
    practice = get_object_or_404(
        Practice.objects.visible_to(request.user).select_related("successor"), ods_code=ods
    )
    day = calendar.today()
    total = list_size_totals([practice], day).get(practice.pk)
    membership = practice.memberships.on(day).select_related("group").first()
    context = {
        "practice": practice,
        "today": day,
        "membership": membership,
        "reads_group": membership is not None and membership.group_id in request.user.access.group_ids,
        "posts": selectors.posts_at([practice], request.user, day),
        "total": total,
        "bands": BandTable(selectors.band_lines(practice, total.as_at), caption="Patients by age and sex")
        if total
        else None,
        "sees_clinicians": practice.pk in request.user.access.practice_ids,
        "sees_log": rules.can_read_access_log(request.user, practice),
    }
    return render(request, "practices/practice_detail.html", context)
