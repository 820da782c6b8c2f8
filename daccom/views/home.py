"""Where everybody lands: what needs you."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom import calendar, navigation, work


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A person's own list of work, the most urgent first, each one click from where it is done."""
    today = calendar.today()
    items = work.items_for(request.user, today)
    places = [item for item in navigation.items_for(request.user) if item.route != "home"]
    late = sum(item.is_late(today) for item in items)
    return render(
        request, "daccom/home.html", {"items": items, "today": today, "late": late, "places": places}
    )
