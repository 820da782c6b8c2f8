"""Giving and ending roles, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from daccom.errors import Refused
from practices.forms.accounts import EndRoleForm, RoleForm, show_refusal
from practices.models import PCT, CommissioningGroup, RoleAssignment
from practices.requests import SignedInRequest
from practices.services import roles as services
from practices.views.accounts import UNPROCESSABLE, administrators_only, user_or_refuse

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
def role_give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give an account a role for an organisation."""
    user = user_or_refuse(request, pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = services.give_role(
                user=user,
                role=form.cleaned_data["role"],
                organisation=form.cleaned_data["found"],
                started_on=form.cleaned_data["started_on"],
                by=request.user,
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{given} from {given.started_on:%-d %B %Y}.")
            return redirect("practices:user-detail", pk=pk)
    context = {
        "form": form,
        "account": user,
        "groups": CommissioningGroup.objects.order_by("name"),
        "pcts": PCT.objects.order_by("name"),
    }
    return render(request, "practices/role_give.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(FORM_METHODS)
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a role on a day."""
    roles = RoleAssignment.objects.visible_to(request.user)
    assignment = get_object_or_404(roles.select_related("user", "practice", "group", "pct"), pk=pk)
    administrators_only(request)
    form = EndRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ended_on = form.cleaned_data["ended_on"]
        try:
            services.end_role(assignment=assignment, ended_on=ended_on, by=request.user)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{assignment} ends on {ended_on:%-d %B %Y}.")
            return redirect("practices:user-detail", pk=assignment.user_id)
    context = {"form": form, "role": assignment}
    return render(request, "practices/role_end.html", context, status=UNPROCESSABLE if form.errors else 200)
