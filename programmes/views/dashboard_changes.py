"""What changed of an old month since its figures were kept."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom.calendar import Month
from daccom.exports import Export, export_links, export_wanted
from programmes.board.addresses import opens
from programmes.figures.changes import Difference, differences
from programmes.figures.reading import Reader, for_reader
from programmes.selectors.snapshots import shown_month
from programmes.views.dashboard import ROUTE
from referrals.views.common import SignedInRequest
from referrals.views.group_month import GroupMonth, group_month

HEADERS = ("Figure", "As it stood", "Today")


@require_safe
def dashboard_changes(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Each figure that differs, as it was kept and as it is, with the page of its rows; 404 without one."""
    place = group_month(request, group, month)
    kept, today = (
        shown_month(
            group=place.group, month=month, user=request.user, today=place.today, as_of_today=as_of_today
        )
        for as_of_today in (False, True)
    )
    if kept.snapshot is None:
        raise Http404
    reader = Reader.of(request.user, place.group, kept.own_codes)
    found = differences(for_reader(kept.figures, reader), for_reader(today.figures, reader))
    rows = [(one.what, one.then, one.now) for one in found]
    exports = [Export("changes", f"What changed of {month}", HEADERS, rows)]
    if wanted := export_wanted(request, exports, f"changes-{place.group.slug}-{month.slug}"):
        return wanted
    context = {
        "place": place,
        "back": place.address(ROUTE),
        "today_url": f"{place.address(ROUTE)}?figures=today",
        "snapshot": kept.snapshot,
        "found": found,
        "groups": _grouped(found, place),
        "exports": export_links(request, exports),
    }
    return render(request, "programmes/dashboard_changes.html", context)


SUBJECTS = {
    "returns": "Returns",
    "money": "Budget and spend",
    "forecast": "Forecast",
    "activity": "Referrals and hospital care",
    "savings": "Savings",
    "challenges": "Challenges",
}


def _grouped(found: list[Difference], place: GroupMonth) -> list[dict[str, object]]:
    """The differences of each subject, with where its rows are today."""
    return [
        {"key": key, "title": title, "rows": rows, "url": opens(place, key)}
        for key, title in SUBJECTS.items()
        if (rows := [one for one in found if one.subject == key])
    ]
