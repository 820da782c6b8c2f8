"""The automatic checks of a group's year: what each looks for and found, and how the group sets it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daccom import calendar
from daccom.calendar import FinancialYear
from daccom.errors import Refused
from practices.models import CommissioningGroup
from referrals.check_rows import rule_panel, rule_panels
from referrals.checks import RULES
from referrals.forms.checks import ON, CheckForm
from referrals.rules.checks import WHO_SETS, can_set_checks
from referrals.selectors.check_settings import settings_of
from referrals.selectors.check_sums import checks_of, years_with_loads
from referrals.selectors.roster import named_groups
from referrals.services.check_settings import check_again, set_check
from referrals.views.common import UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import FIRST_YEAR, LAST_YEAR


@require_safe
def check_home(request: SignedInRequest) -> HttpResponse:
    """The checks of the nearest group in the year under way."""
    groups = named_groups(request.user)
    if not groups:
        raise PermissionDenied("The automatic checks are for practices, their groups and PCTs.")
    year = FinancialYear.of(calendar.today())
    return redirect("referrals:check-list", group=groups[0].slug, year=year.start_year)


@require_safe
def check_list(request: SignedInRequest, group: str, year: int) -> HttpResponse:
    """Every rule in words, how it is set, and what it found in the year: sums only."""
    found, when = _place(request, group, year)
    checks = checks_of(group=found, year=when, user=request.user)
    context = {
        "group": found,
        "checks": checks,
        "panels": rule_panels(checks),
        "years": years_with_loads(found, FinancialYear.of(calendar.today())),
        "can_set": can_set_checks(request.user, found),
    }
    return render(request, "referrals/check_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check_setting(request: SignedInRequest, group: str, year: int, rule: str) -> HttpResponse:
    """One rule as the group set it for the year, and the form to change it."""
    found, when = _place(request, group, year)
    if rule not in RULES:
        raise Http404
    if not can_set_checks(request.user, found):
        raise PermissionDenied(f"{WHO_SETS} You can read how they are set.")
    setting = settings_of(found, when)[rule]
    form = CheckForm(request.POST or None, setting=setting)
    if request.method == "POST" and form.is_valid() and _saved(request, found, when, form):
        messages.success(request, "The check is saved. Run the checks again so that it holds for this year.")
        return redirect("referrals:check-list", **_address(found, when))
    context: dict[str, Any] = {
        "group": found,
        "year": when,
        "panel": rule_panel(setting),
        "back": reverse("referrals:check-list", kwargs=_address(found, when)),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "referrals/check_form.html", context, status=status)


@require_POST
def check_run(request: SignedInRequest, group: str, year: int) -> HttpResponse:
    """Have the year's loads judged again, and show how far that is."""
    found, when = _place(request, group, year)
    if not can_set_checks(request.user, found):
        raise PermissionDenied(WHO_SETS)
    return redirect("job-detail", pk=check_again(group=found, year=when, by=request.user).pk)


def _place(request: SignedInRequest, group: str, year: int) -> tuple[CommissioningGroup, FinancialYear]:
    """The group and year of an address; 404 for a group that one does not read by name."""
    found = next((one for one in named_groups(request.user) if one.slug == group), None)
    when = FinancialYear(year)
    if found is None or not FIRST_YEAR < when < LAST_YEAR:
        raise Http404
    return found, when


def _address(group: CommissioningGroup, year: FinancialYear) -> dict[str, Any]:
    return {"group": group.slug, "year": year.start_year}


def _saved(request: SignedInRequest, group: CommissioningGroup, year: FinancialYear, form: CheckForm) -> bool:
    try:
        set_check(
            group=group,
            year=year,
            rule=form.setting.rule.code,
            is_on=form.cleaned_data["is_on"] == ON,
            values=form.values,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=calendar.now(),
        )
    except Refused as refused:
        form.show(refused)
        return False
    return True
