"""What a group carries as a debt, and how it repays it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets import rules_forecasts as rules
from budgets.forms.debts import DebtForm
from budgets.places import places
from budgets.selectors import debts as selectors
from budgets.selectors.debts import DebtSchedule
from budgets.services.debts import set_debt
from daccom.calendar import FinancialYear, Month
from daccom.errors import Refused
from daccom.exports import Export, export_links, export_wanted
from daccom.spreadsheets.writing import Value
from referrals.views.common import UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import group_month

ROUTE = "budgets:debt"
HEADS = (
    "Overspend of",
    "Amount",
    "Repaid in",
    "Repayment",
    "Still owed",
    "Growth at least",
    "Growth at most",
    "Left of it at least",
    "Left of it at most",
)


@require_safe
def debt(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Every overspend with its schedule and what it leaves of the growth of the years that repay it."""
    place = group_month(request, group, month)
    found = selectors.debts(group=place.group, user=request.user)
    exports = [Export("repayments", "Repayments", HEADS, [cells for one in found for cells in _cells(one)])]
    file = export_wanted(request, exports, f"debt-{place.group.slug}-{month.slug}")
    if file is not None:
        return file
    can_set = rules.can_set_debt(request.user, place.group)
    known = {one.year for one in found}
    offered = sorted({month.year.previous(), month.year} - known) if can_set else []
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address("budgets:position"),
        "found": [(one, place.address("budgets:debt-set", year=one.year.start_year)) for one in found],
        "offered": [(year, place.address("budgets:debt-set", year=year.start_year)) for year in offered],
        "can_set": can_set,
        "exports": export_links(request, exports),
    }
    return render(request, "budgets/debt.html", context)


def _cells(one: DebtSchedule) -> list[Sequence[Value]]:
    return [
        (
            str(one.year),
            one.debt.amount,
            str(part.year),
            part.repaid,
            part.left,
            part.growth.least,
            part.growth.most,
            part.least_left,
            part.most_left,
        )
        for part in one.instalments
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def debt_set(request: SignedInRequest, group: str, month: Month, year: int) -> HttpResponse:
    """Record an overspend, or change how it is repaid."""
    place = group_month(request, group, month)
    if not rules.can_set_debt(request.user, place.group):
        raise PermissionDenied("PCT finance records overspends and repayments. Ask them when one is wrong.")
    if not FinancialYear(2004).start_year <= year <= month.year.start_year:
        raise Http404
    incurred = FinancialYear(year)
    held = selectors.debt_of(place.group, year, request.user)
    form = DebtForm(request.POST or None, year=incurred, debt=held)
    if request.method == "POST" and form.is_valid():
        try:
            set_debt(
                group=place.group,
                year=year,
                repayments=form.repayments,
                by=request.user,
                **{name: form.cleaned_data[name] for name in ("amount", "source", "seen")},
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The repayment of {incurred} is saved.")
            return redirect(place.address(ROUTE))
    context = {"place": place, "back": place.address(ROUTE), "year": incurred, "form": form}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "budgets/debt_set.html", context, status=status)
