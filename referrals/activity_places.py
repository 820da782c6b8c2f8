"""The pages of a group’s referrals and activity in a month, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from referrals.views.group_month import GroupMonth

PAGES = (
    ("referrals:rates", "By practice"),
    ("referrals:activity-pods", "Points of delivery"),
    ("referrals:activity-specialties", "Specialties"),
    ("referrals:activity-outpatients", "Follow-up and consultants"),
    ("referrals:activity-reduction", "10% reduction"),
    ("referrals:run-charts", "Run charts"),
)
"""Routes that take a group and a month, in the order in which they are shown."""


@dataclass(frozen=True)
class PlaceLink:
    """A page of the list, as the template takes it."""

    text: str
    url: str
    is_current: bool


def activity_places(place: GroupMonth, current: str) -> list[PlaceLink]:
    """All pages for the same group and month; `current` is the route in view."""
    return [PlaceLink(text, place.address(route), route == current) for route, text in PAGES]
