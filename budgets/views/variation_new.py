"""Writing a variation or a virement: a few lines, kept as typed until they are right."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets import rules
from budgets.forms.variations import KINDS, LineChoices, NumberedLines, VariationForm
from budgets.models import Reserve, Variation
from budgets.selectors.setting_start import inside_categories
from budgets.selectors.variations import last_number
from budgets.services.variations import agree_variation
from daccom.calendar import Month
from daccom.errors import Refused
from referrals.selectors.roster import roster
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import GroupMonth, group_month

MAY = {
    Variation.Kind.VARIATION: rules.can_set_budgets,
    Variation.Kind.VIREMENT: rules.can_make_virement,
}
REFUSED = {
    Variation.Kind.VARIATION: "PCT finance brings money in and takes it out. Ask them for a variation.",
    Variation.Kind.VIREMENT: "PCT finance or the group's programme manager moves money. Ask one of them.",
}

MOVED_ON = "variation.moved-on"


@require_http_methods(["GET", "HEAD", "POST"])
def variation_new(request: SignedInRequest, group: str, month: Month, kind: str) -> HttpResponse:
    """The form with ten empty lines, or with all that were sent; what it asks is one change of budgets."""
    place = group_month(request, group, month)
    if kind not in KINDS:
        raise Http404
    wanted = KINDS[kind]
    if not MAY[wanted](request.user, place.group):
        raise PermissionDenied(REFUSED[wanted])
    seen = last_number(place.group, month.year)
    form = VariationForm(request.POST or None, year=month.year, initial={"month": month.slug, "seen": seen})
    lines = NumberedLines(
        request.POST or None, prefix="lines", form_kwargs={"choices": _choices(request, place)}
    )
    status = UNPROCESSABLE if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            made = agree_variation(
                group=place.group, kind=wanted, lines=lines.new_lines, by=request.user, **form.cleaned_data
            )
        except Refused as refused:
            if refused.rule == MOVED_ON:
                form, status = VariationForm({**request.POST.dict(), "seen": seen}, year=month.year), CONFLICT
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made.get_kind_display()} {made.number} is agreed.")
            return redirect(place.address("budgets:variation-detail", number=made.number))
    context = {
        "place": place,
        "back": place.address("budgets:variation-list"),
        "kind": wanted,
        "form": form,
        "lines": lines,
        "forms": [lines],
    }
    return render(request, "budgets/variation_new.html", context, status=status)


def _choices(request: SignedInRequest, place: GroupMonth) -> LineChoices:
    """Everybody who was in the group this year, the year's reserves, and the categories that take money."""
    year = place.month.year
    listed = roster(group=place.group, month=year.months[-1], user=request.user)
    reserves = Reserve.objects.visible_to(request.user).filter(group=place.group, year=year.start_year)
    known = inside_categories()
    parents = {category.parent_id for category in known.values()}
    leaves = [category for pk, category in known.items() if pk not in parents]
    return LineChoices(listed.practices, list(reserves.order_by("kind")), leaves)
