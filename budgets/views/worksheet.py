"""A year's worksheet, step by step, and publishing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets import rules
from budgets.forms.settings import EditionForm
from budgets.models import BudgetSetting
from budgets.places import places
from budgets.selectors.sheets import setting_of, sheet
from budgets.services.settings import SettingMovedOn, publish
from budgets.worksheet_files import sheet_files
from budgets.worksheet_words import said_of_practices, sources_said, steps_in_words
from daccom.calendar import FinancialYear, Month
from daccom.errors import Refused
from daccom.exports import export_links, export_wanted
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import FIRST_YEAR, LAST_YEAR, GroupMonth, group_month

ROUTE = "budgets:worksheet"
ONLY_FINANCE = "PCT finance sets and publishes the budgets. Ask them when one looks wrong."


@require_safe
def worksheet(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """How the budgets of the month's year come about, for every practice."""
    place = group_month(request, group, month)
    setting = setting_of(group=place.group, year=month.year, user=request.user)
    if setting is not None and not _may_read(request, setting):
        setting = None
    found = None if setting is None else sheet(setting)
    files = [] if found is None else sheet_files(found)
    wanted = export_wanted(request, files, f"{place.group.slug}-{month.slug}")
    if wanted is not None:
        return wanted
    context = {
        **around(request, place),
        "setting": setting,
        "found": found,
        "is_draft": setting is not None and setting.status == BudgetSetting.Status.DRAFT,
        "steps_said": steps_in_words(found) if found else [],
        "practices_said": said_of_practices(found) if found else [],
        "sources": sources_said([row.weight for row in found.rows]) if found else [],
        "can_set": rules.can_set_budgets(request.user, place.group),
        "exports": export_links(request, files),
    }
    return render(request, "budgets/worksheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def worksheet_publish(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Read the totals once more, then publish: afterwards only variations change a budget."""
    place, setting = draft_of(request, group, month)
    form = EditionForm(request.POST or None, initial={"edition": setting.edition})
    status = UNPROCESSABLE if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            publish(setting=setting, edition=form.cleaned_data["edition"], by=request.user)
        except SettingMovedOn as moved:
            form = EditionForm(initial={"edition": moved.setting.edition})
            messages.warning(request, f"{moved.message} Read the totals again before you publish.")
            setting, status = moved.setting, CONFLICT
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The budgets of {month.year} are published.")
            return redirect(place.address(ROUTE))
    context = {**around(request, place), "setting": setting, "found": sheet(setting), "form": form}
    return render(request, "budgets/worksheet_publish.html", context, status=status)


def draft_of(request: SignedInRequest, group: str, month: Month) -> tuple[GroupMonth, BudgetSetting]:
    """The draft in an address, for PCT finance. 404 when there is none; Refused when it is published."""
    place = group_month(request, group, month)
    if not rules.can_set_budgets(request.user, place.group):
        raise PermissionDenied(ONLY_FINANCE)
    setting = setting_of(group=place.group, year=month.year, user=request.user)
    if setting is None:
        raise Http404
    if setting.status != BudgetSetting.Status.DRAFT:
        raise Refused(
            "setting.published",
            f"The budgets of {month.year} are published and cannot be set again.",
            "Change them by a variation.",
        )
    return place, setting


def _may_read(request: SignedInRequest, setting: BudgetSetting) -> bool:
    published = setting.status == BudgetSetting.Status.PUBLISHED
    return published or rules.can_read_draft_budgets(request.user, setting.group)


def around(request: SignedInRequest, place: GroupMonth) -> dict[str, object]:
    """What every page of a year's worksheet shows around it."""
    return {
        "place": place,
        "year": place.month.year,
        "places": places(place, ROUTE, request.user),
        "years": [_year_link(place, year) for year in _near(place.month.year)],
        "back": place.address("budgets:position"),
        "worksheet_url": place.address(ROUTE),
    }


def _near(year: FinancialYear) -> list[FinancialYear]:
    near = [year.previous(), year, FinancialYear(year.start_year + 1)]
    return [one for one in near if FIRST_YEAR < one < LAST_YEAR]


def _year_link(place: GroupMonth, year: FinancialYear) -> dict[str, object]:
    """To the same month's page in its own year, else to the end or the beginning of the other."""
    now = place.month.year
    month = place.month if year == now else year.months[-1 if year < now else 0]
    return {"text": str(year), "url": place.address(ROUTE, month), "is_current": year == now}
