"""The budget categories, and closing one; reference data of the whole service."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets import rules_spend
from budgets.forms.categories import CloseForm
from budgets.models import Category
from budgets.selectors.category_tree import category_tree
from budgets.services.categories import close_category
from daccom.calendar import Month
from daccom.errors import Refused
from referrals.views.common import UNPROCESSABLE, SignedInRequest

NOT_YOURS = "An administrator closes budget categories, for they are the same for every PCT. Ask one."


@require_safe
def categories(request: SignedInRequest) -> HttpResponse:
    """The tree, with what is closed."""
    _refuse_others(request)
    return render(request, "budgets/categories.html", {"nodes": list(category_tree().values())})


@require_http_methods(["GET", "HEAD", "POST"])
def category_close(request: SignedInRequest, code: str) -> HttpResponse:
    """Close a category from a month on, or open it again."""
    _refuse_others(request)
    category = get_object_or_404(Category, code=code)
    closed = Month(category.closed_from) if category.closed_from else None
    form = CloseForm(request.POST or None, initial={"month": str(closed or "")})
    if request.method == "POST" and form.is_valid():
        month = form.cleaned_data["month"]
        try:
            close_category(category=category, month=month, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{category} is {f'closed from {month} on' if month else 'open'}.")
            return redirect("budgets:category-list")
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "budgets/category_close.html", {"category": category, "form": form}, status=status)


def _refuse_others(request: SignedInRequest) -> None:
    if not rules_spend.can_close_category(request.user):
        raise PermissionDenied(NOT_YOURS)
