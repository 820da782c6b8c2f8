"""Where the figures of a group's month open: the pages with the rows behind them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from programmes.figures.change import Decision
from referrals.spans import QUARTER
from referrals.views.group_month import GroupMonth

PAGES = {
    "returns": "referrals:completeness",
    "money": "budgets:position",
    "forecast": "budgets:forecast",
    "runs": "referrals:run-charts",
    "savings": "programmes:savings",
}
DECISIONS = {
    "milestone": "programmes:milestone-detail",
    "milestone_late": "programmes:milestone-detail",
    "plan": "programmes:plan-detail",
    "outlier_asked": "referrals:outlier-detail",
    "outlier_answered": "referrals:outlier-detail",
}


def opens(place: GroupMonth, subject: str) -> str:
    """The page with the rows of one subject; decisions are on the page itself."""
    if subject == "activity":
        return measure_url(place, "referrals")
    if subject == "challenges":
        return challenges_url(place)
    return place.address(PAGES[subject]) if subject in PAGES else f"#{subject}"


def measure_url(place: GroupMonth, measure: str) -> str:
    """A measure of every practice over the three months that verdicts count."""
    query = urlencode({"measure": measure, "span": QUARTER})
    return f"{place.address('referrals:rates')}?{query}"


def challenges_url(place: GroupMonth, month: str = "") -> str:
    """The register of the group; `month` narrows it to the charges of one."""
    address = reverse("referrals:challenge-group", kwargs={"group": place.group.slug})
    return f"{address}?{urlencode({'month': month})}" if month else address


def spend_url(place: GroupMonth, **narrowed: str) -> str:
    """Posted spend, narrowed to a `category` or a `practice`."""
    return f"{place.address('budgets:spend-rows')}?{urlencode(narrowed)}"


def decision_url(decision: Decision, review: str, reinvestments: str) -> str:
    """Where one thing that waits is decided: `review` for returns, `reinvestments` for freed-up money."""
    if decision.kind == "returns":
        return review
    if decision.kind == "reinvestment":
        return reinvestments
    return reverse(DECISIONS[decision.kind], kwargs={"pk": decision.key})
