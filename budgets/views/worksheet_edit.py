"""Starting a year's worksheet, and saving its draft: an edition that was overtaken loses nothing typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets import rules
from budgets.forms.settings import StartForm, TermsForm
from budgets.forms.weights import WeightsForm
from budgets.models import BudgetSetting
from budgets.selectors.setting_start import Basis, list_weights
from budgets.selectors.sheets import setting_of
from budgets.services.settings import NewTerms, SettingMovedOn, save_terms, save_weights, start_setting
from budgets.views.worksheet import ONLY_FINANCE, ROUTE, around, draft_of
from budgets.worksheet_words import sources_said
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import money, percent, plural
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import GroupMonth, group_month

FIELD_OF_RULE = {
    "setting.uplift-out-of-range": "uplift",
    "setting.reserves-over-total": "contingency",
    "setting.no-history": "basis",
}
"""Which field a refusal belongs to; the others concern the whole form."""
IN_POUNDS = ("total", "contingency", "risk_pool")


@require_http_methods(["GET", "HEAD", "POST"])
def worksheet_start(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Begin the worksheet of the month's year."""
    place = group_month(request, group, month)
    if not rules.can_set_budgets(request.user, place.group):
        raise PermissionDenied(ONLY_FINANCE)
    if setting_of(group=place.group, year=month.year, user=request.user):
        return redirect(place.address(ROUTE))
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            start_setting(
                group=place.group,
                year=month.year,
                basis=Basis(form.cleaned_data["basis"]),
                terms=form.terms,
                by=request.user,
                today=place.today,
            )
        except Refused as refused:
            form.add_error(FIELD_OF_RULE.get(refused.rule), str(refused))
        else:
            messages.success(request, f"The worksheet of {month.year} is started.")
            return redirect(place.address(ROUTE))
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {**around(request, place), "form": form}
    return render(request, "budgets/worksheet_start.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def worksheet_terms(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Change total, reserves, uplift and pace."""
    place, setting = draft_of(request, group, month)
    form = TermsForm(request.POST or None, initial=_stored(setting))
    if request.method == "POST" and form.is_valid():
        try:
            save_terms(
                setting=setting, edition=form.cleaned_data["edition"], terms=form.terms, by=request.user
            )
        except SettingMovedOn as moved:
            form = TermsForm(_with_edition(request.POST, moved.setting))
            return _page(request, place, form, "terms", moved)
        except Refused as refused:
            form.add_error(FIELD_OF_RULE.get(refused.rule), str(refused))
        else:
            messages.success(request, "The worksheet is saved.")
            return redirect(place.address(ROUTE))
    return _page(request, place, form, "terms")


@require_http_methods(["GET", "HEAD", "POST"])
def worksheet_weights(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Enter what a patient of each practice weighs, or read the lists again."""
    place, setting = draft_of(request, group, month)
    rows = list(setting.weights.select_related("practice").order_by("practice__name"))
    form = WeightsForm(request.POST or None, rows=rows, initial={"edition": setting.edition})
    if request.method == "POST" and form.is_valid():
        weights = form.changed
        if "again" in request.POST:
            lists = list_weights([row.practice for row in rows], place.today)
            weights = {row.pk: counted for row, counted in zip(rows, lists, strict=True)}
        try:
            changed = save_weights(
                setting=setting, edition=form.cleaned_data["edition"], weights=weights, by=request.user
            )
        except SettingMovedOn as moved:
            form = WeightsForm(_with_edition(request.POST, moved.setting), rows=rows)
            return _page(request, place, form, "weights", moved)
        messages.success(request, f"{plural(changed, 'practice')} changed.")
        return redirect(place.address(ROUTE))
    return _page(request, place, form, "weights")


def _page(
    request: SignedInRequest, place: GroupMonth, form: Form, which: str, moved: SettingMovedOn | None = None
) -> HttpResponse:
    """The form; when somebody else was faster, with what they stored beside what was typed."""
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {
        **around(request, place),
        "form": form,
        "moved": moved,
        "theirs": _rows_of(moved.setting) if moved else [],
        "sources": sources_said(list(form.rows.values())) if isinstance(form, WeightsForm) else [],
    }
    template = f"budgets/worksheet_{which}.html"
    return render(request, template, context, status=CONFLICT if moved else status)


def _stored(setting: BudgetSetting) -> dict[str, Any]:
    """As people write it: pounds with their thousands apart."""
    stored = {name: getattr(setting, name) for name in (*NewTerms.__dataclass_fields__, "edition")}
    return {name: f"{stored[name]:,.2f}" if name in IN_POUNDS else stored[name] for name in stored}


def _with_edition(typed: QueryDict, setting: BudgetSetting) -> QueryDict:
    """What was typed, over the edition that is stored now: saving again replaces it knowingly."""
    again = typed.copy()
    again["edition"] = str(setting.edition)
    return again


def _rows_of(setting: BudgetSetting) -> list[dict[str, Any]]:
    """What is stored, as a summary list takes it."""
    return [
        {
            "key": {"text": str(TermsForm.base_fields[name].label)},
            "value": {"text": money(value) if name in IN_POUNDS else percent(value, 2)},
        }
        for name in NewTerms.__dataclass_fields__
        if (value := getattr(setting, name)) is not None
    ]
