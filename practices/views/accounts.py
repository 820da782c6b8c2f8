"""Accounts, for administrators."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from daccom import calendar
from daccom.errors import Refused
from practices import rules
from practices.forms.accounts import AccountForm, AccountSearchForm, show_refusal
from practices.models import User
from practices.requests import SignedInRequest
from practices.selectors.accounts import accounts, roles_of
from practices.services import accounts as services
from practices.tables import AccountTable

PER_PAGE = 25
UNPROCESSABLE = 422


def administrators_only(request: SignedInRequest) -> None:
    """Raise PermissionDenied for anybody else."""
    if not rules.can_administer(request.user):
        raise PermissionDenied("Accounts and roles are given by administrators. Ask one of them.")


def user_or_refuse(request: SignedInRequest, pk: int) -> User:
    """The account, for administrators: 404 for what one may not know of, 403 for one's own."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    administrators_only(request)
    return user


@require_safe
def user_list(request: SignedInRequest) -> HttpResponse:
    """All accounts with their roles; by name, and by what is missing."""
    administrators_only(request)
    form = AccountSearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "show": ""}
    found = accounts(
        User.objects.visible_to(request.user), calendar.today(), asked["show"] or "all", asked["q"]
    )
    table = AccountTable(found, caption="Accounts found")
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return render(request, "practices/user_list.html", {"search": form, "table": table})


@require_http_methods(["GET", "HEAD", "POST"])
def user_add(request: SignedInRequest) -> HttpResponse:
    """Open an account; its owner gets a link to set a password."""
    administrators_only(request)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.open_account(
                name=form.cleaned_data["name"], email=form.cleaned_data["email"], by=request.user
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"The account of {user} is open. Now give it a role.")
            _try(request, lambda: _send_link(request, user))
            return redirect("practices:user-detail", pk=user.pk)
    return render(
        request, "practices/user_add.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


@require_safe
def user_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One account: its state, the roles it holds now and held before."""
    user = user_or_refuse(request, pk)
    today = calendar.today()
    roles = roles_of(user)
    over = [role for role in roles if role.ended_on and role.ended_on <= today]
    context = {
        "account": user,
        "now": [role for role in roles if role not in over],
        "before": over,
        "is_own": user.pk == request.user.pk,
        "waits": user.is_active and not user.has_usable_password(),
    }
    return render(request, "practices/user_detail.html", context)


@require_POST
def user_send_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the link to set a password once more."""
    user = user_or_refuse(request, pk)
    _try(request, lambda: _send_link(request, user))
    return redirect("practices:user-detail", pk=pk)


@require_POST
def user_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an account."""
    user = user_or_refuse(request, pk)
    if _try(request, lambda: services.close_account(user=user, by=request.user)):
        messages.success(request, f"The account of {user} is closed.")
    return redirect("practices:user-detail", pk=pk)


@require_POST
def user_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    user = user_or_refuse(request, pk)
    if _try(request, lambda: services.reopen_account(user=user, by=request.user)):
        messages.success(request, f"The account of {user} is open again.")
    return redirect("practices:user-detail", pk=pk)


def _send_link(request: SignedInRequest, user: User) -> None:
    services.send_link(user=user, by=request.user, absolute=request.build_absolute_uri)
    messages.info(request, f"A link to set a password is on its way to {user.email}.")


def _try(request: SignedInRequest, work: Callable[[], None]) -> bool:
    """Do it; a refusal becomes a message on the next page."""
    try:
        work()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True
