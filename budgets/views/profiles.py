"""How a group's budgets fall on the months of a year."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets import rules_spend
from budgets.charts_spend import profile_chart, profiles_chart
from budgets.forms.profiles import ProfileForm
from budgets.places import places
from budgets.profiles import EVEN
from budgets.selectors.profiles import CategoryProfile, LastShape, category_profiles, last_shape
from budgets.services.profiles import save_profile
from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.exports import Export, export_links, export_wanted
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import GroupMonth, group_month

ROUTE = "budgets:profiles"


@require_safe
def profiles(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Every main category with its twelve percentages of the year."""
    place = group_month(request, group, month)
    found = category_profiles(group=place.group, year=month.year, user=request.user)
    exports = [_export(place, found)]
    file = export_wanted(request, exports, f"{place.group.slug}-{month.year.start_year}")
    if file is not None:
        return file
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address("budgets:position"),
        "found": [(one, place.address("budgets:profile", code=one.category.code)) for one in found],
        "months": month.year.months,
        "chart": profiles_chart(month.year, found),
        "is_simulated": any(one.profile and one.profile.is_simulated for one in found),
        "exports": export_links(request, exports),
    }
    return render(request, "budgets/profiles.html", context)


def _export(place: GroupMonth, found: list[CategoryProfile]) -> Export:
    headers = ["Category", *map(str, place.month.year.months), "From"]
    return Export(
        "profiles",
        f"Profiles {place.month.year}",
        headers,
        [
            [one.category.name, *one.percentages, one.profile.source if one.profile else "Equal twelfths"]
            for one in found
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest, group: str, month: Month, code: str) -> HttpResponse:
    """One main category: its percentages, and for those who set them the form."""
    place = group_month(request, group, month)
    found = _of_category(request, place, code)
    may_set = rules_spend.can_shape_spend(request.user, place.group)
    if request.method == "POST":
        if not may_set:
            raise PermissionDenied(
                "PCT finance and the programme manager set profiles. Ask them to change one."
            )
        return _save(request, place, found)
    return _page(request, place, found, _form(request, place, found) if may_set else None)


def _of_category(request: SignedInRequest, place: GroupMonth, code: str) -> CategoryProfile:
    found = category_profiles(group=place.group, year=place.month.year, user=request.user)
    wanted = [one for one in found if one.category.code == code]
    if not wanted:
        raise Http404
    return wanted[0]


def _last(request: SignedInRequest, place: GroupMonth, found: CategoryProfile) -> LastShape:
    return last_shape(group=place.group, category=found.category, year=place.month.year, user=request.user)


def _form(request: SignedInRequest, place: GroupMonth, found: CategoryProfile) -> ProfileForm:
    """The form with what is set, or with what the person asked to start from."""
    shares, source = found.percentages, found.profile.source if found.profile else ""
    start = request.GET.get("start")
    if start == "even":
        shares, source = list(EVEN), "Equal twelfths"
    elif start == "last":
        last = _last(request, place, found)
        if last.percentages is not None:
            shares, source = last.percentages, f"Spend of {last.year}"
    initial = {"source": source, "edition": found.profile.edition if found.profile else 0}
    return ProfileForm(year=place.month.year, percentages=shares, initial=initial)


def _save(request: SignedInRequest, place: GroupMonth, found: CategoryProfile) -> HttpResponse:
    form = ProfileForm(request.POST, year=place.month.year, percentages=found.percentages)
    if not form.is_valid():
        return _page(request, place, found, form, UNPROCESSABLE)
    try:
        save_profile(
            group=place.group,
            year=place.month.year,
            category=found.category,
            percentages=form.percentages,
            source=form.cleaned_data["source"],
            edition=form.cleaned_data["edition"],
            by=request.user,
            now=calendar.now(),
        )
    except Refused as refused:
        current = _of_category(request, place, found.category.code)
        data = request.POST.copy()
        data["edition"] = str(current.profile.edition if current.profile else 0)
        again = ProfileForm(data, year=place.month.year, percentages=current.percentages)
        again.add_error(None, str(refused))
        return _page(request, place, current, again, CONFLICT)
    messages.success(request, f"The profile of {found.category} for {place.month.year} is saved.")
    return redirect(place.address(ROUTE))


def _page(
    request: SignedInRequest,
    place: GroupMonth,
    found: CategoryProfile,
    form: ProfileForm | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "place": place,
        "back": place.address(ROUTE),
        "found": found,
        "form": form,
        "last": _last(request, place, found) if form else None,
        "chart": profile_chart(place.month.year, found),
    }
    return render(request, "budgets/profile.html", context, status=status)
