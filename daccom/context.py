"""What every page gets: the service's name, the person's navigation, and the date when it is held."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from daccom import navigation
from daccom.calendar import today
from daccom.formats import long_date

SERVICE_NAME = "DacCom PBC"


class Link(TypedDict):
    """One entry of the navigation; `current` is what aria-current says, empty for other pages."""

    label: str
    url: str
    current: str


def _links(request: HttpRequest) -> list[Link]:
    """The person's navigation; the deepest entry that the page lies under is the current one."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    urls = {item.label: reverse(item.route) for item in navigation.items_for(user)}
    home = reverse("home")
    under = [
        url for url in urls.values() if request.path == url or (url != home and request.path.startswith(url))
    ]
    deepest = max(under, key=len, default="")
    place = "page" if request.path == deepest else "true"
    return [
        Link(label=label, url=url, current=place if url == deepest else "") for label, url in urls.items()
    ]


def site(request: HttpRequest) -> dict[str, object]:
    """The template context that every page shares."""
    return {
        "service_name": SERVICE_NAME,
        "navigation": _links(request),
        "business_date": long_date(today()) if settings.TODAY else "",
    }
