"""What a group's year will come to: by every method, and by the one it goes by."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets import rules_forecasts as rules
from budgets.forecast_rows import (
    HEADS,
    category_exports,
    cause_rows,
    forecast_exports,
    line_rows,
    method_rows,
    miss_rows,
    totals_by_method,
)
from budgets.forecast_words import category_chart, stand_in_words, total_chart
from budgets.forms.forecasts import ChoiceForm
from budgets.models import Method
from budgets.places import places
from budgets.selectors.backtests import METHODS, backtests
from budgets.selectors.forecast_records import history, movements
from budgets.selectors.forecasts import CategoryForecast, Forecasts, choices_made, forecasts
from budgets.selectors.statements import statement
from budgets.services.forecasts import choose_forecast
from budgets.statement_rows import beside_forecast
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.exports import export_links, export_wanted
from referrals.views.common import UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import GroupMonth, group_month, roster_of

ROUTE = "budgets:forecast"
CATEGORY = "budgets:forecast-category"


@require_safe
def forecast(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Every main category and all together."""
    place = group_month(request, group, month)
    found = forecasts(roster=roster_of(request, place), user=request.user)
    moved = movements(found=found, group=place.group, user=request.user)
    tests = backtests(group=place.group, month=month, user=request.user)
    exports = forecast_exports(found, moved, tests)
    file = export_wanted(request, exports, f"forecast-{place.group.slug}-{month.slug}")
    if file is not None:
        return file
    causes, cause_total = cause_rows(moved)
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address("budgets:position"),
        "found": found,
        "moved": moved,
        "chart": total_chart(found, moved) if found.outturn is not None else None,
        "rows": line_rows(found, moved, lambda line: _address(place, line)),
        "totals": totals_by_method(found),
        "methods": list(Method),
        "heads": HEADS,
        "causes": causes,
        "cause_total": cause_total,
        "misses": miss_rows(found, tests),
        "tested": METHODS,
        "years": tests.total.years,
        "stand_ins": _stand_ins(found),
        "stated": beside_forecast(statement(place.group, month), found),
        "exports": export_links(request, exports),
        "steps": place.steps(ROUTE),
    }
    return render(request, "budgets/forecast.html", context)


def _address(place: GroupMonth, line: CategoryForecast) -> str:
    return place.address(CATEGORY, code=line.category.code)


def _stand_ins(found: Forecasts) -> list[str]:
    """What stands in for what is missing, category by category."""
    return [
        f"{line.category}. {stand_in_words(one, found.month.year)}"
        for line in found.lines
        for one in line.series.stand_ins
        if not line.series.cannot
    ]


@require_safe
def forecast_category(request: SignedInRequest, group: str, month: Month, code: str) -> HttpResponse:
    """One category: its chart, every method with what it missed before, and how its forecast moved."""
    place = group_month(request, group, month)
    found = forecasts(roster=roster_of(request, place), user=request.user)
    line = _line(found, code)
    moved = movements(found=found, group=place.group, user=request.user)
    backtest = backtests(group=place.group, month=month, user=request.user).of(code)
    own = next(one for one in moved.lines if one.line is line)
    rows = method_rows(line, backtest)
    records = history(place.group, request.user, line.category.pk, month)
    exports = category_exports(rows, backtest, own, records)
    file = export_wanted(request, exports, f"forecast-{place.group.slug}-{month.slug}-{code}")
    if file is not None:
        return file
    context = {
        "place": place,
        "back": place.address(ROUTE),
        "line": line,
        "chart": category_chart(line, month),
        "rows": rows,
        "backtest": backtest,
        "moved": own,
        "before": moved.month,
        "records": records,
        "choices": choices_made(place.group, request.user, line.category.pk, month),
        "stand_ins": [stand_in_words(one, month.year) for one in line.series.stand_ins],
        "is_simulated": found.is_simulated,
        "exports": export_links(request, exports),
        "can_choose": rules.can_choose_forecast(request.user, place.group),
        "choose": place.address("budgets:forecast-choose", code=code),
        "steps": place.steps(CATEGORY, code=code),
    }
    return render(request, "budgets/forecast_category.html", context)


def _line(found: Forecasts, code: str) -> CategoryForecast:
    if code not in found.by_code:
        raise Http404
    return found.by_code[code]


@require_http_methods(["GET", "HEAD", "POST"])
def forecast_choose(request: SignedInRequest, group: str, month: Month, code: str) -> HttpResponse:
    """Choose by which method a category is forecast from this month on, and say why."""
    place = group_month(request, group, month)
    line = _line(forecasts(roster=roster_of(request, place), user=request.user), code)
    if not rules.can_choose_forecast(request.user, place.group):
        raise PermissionDenied(
            "The Executive and the programme manager choose the method. Ask one of them to change it."
        )
    form = ChoiceForm(request.POST or None, initial={"method": line.method})
    if request.method == "POST" and form.is_valid():
        try:
            choose_forecast(
                group=place.group,
                category=line.category,
                month=month,
                by=request.user,
                today=place.today,
                **{name: form.cleaned_data[name] for name in ("method", "amount", "reason")},
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{line.category} is forecast by the method you chose from {month} on.")
            return redirect(_address(place, line))
    context = {
        "place": place,
        "back": _address(place, line),
        "line": line,
        "rows": list(line.estimates.values()),
        "form": form,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "budgets/forecast_choose.html", context, status=status)
