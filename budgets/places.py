"""The pages of a group's money in a month, side by side: whoever may open one sees it named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from budgets import rules
from practices.models import CommissioningGroup, User
from referrals.views.group_month import GroupMonth

May = Callable[[User, CommissioningGroup], bool]


def every_reader(user: User, group: CommissioningGroup) -> bool:
    """Whoever got to the group's month at all."""
    return True


@dataclass(frozen=True)
class Page:
    """One page by its route, which takes a group and a month; `may` says for whom."""

    route: str
    text: str
    may: May = every_reader


PAGES = (
    Page("budgets:position", "Position"),
    Page("budgets:worksheet", "Worksheet"),
    Page("budgets:variation-list", "Variations"),
    Page("budgets:spend-month", "Spend to post", rules.can_post_spend),
    Page("budgets:profiles", "Profiles"),
    Page("budgets:hospital", "Hospital care"),
    Page("budgets:once", "Comes once"),
    Page("budgets:forecast", "Forecast"),
    Page("budgets:debt", "Debt"),
    Page("budgets:freed", "Freed-up money"),
)
"""In the order in which they are shown."""


@dataclass(frozen=True)
class PageLink:
    """A page of the list, as the template takes it."""

    text: str
    url: str
    is_current: bool


def places(place: GroupMonth, current: str, user: User) -> list[PageLink]:
    """The pages that `user` may open, for the same group and month; `current` is the route in view."""
    return [
        PageLink(page.text, place.address(page.route), page.route == current)
        for page in PAGES
        if page.may(user, place.group)
    ]
