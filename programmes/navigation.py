"""The places of programmes in the menu."""

from daccom.navigation import NavItem, register
from practices.models import User


def _reads_plans(user: User) -> bool:
    return bool(user.access.group_ids)


register(NavItem("Plan", "programmes:plan-list", _reads_plans, order=40))
register(
    NavItem(
        "Dashboard", "programmes:dashboard-home", lambda user: bool(user.access.named_group_ids), order=30
    )
)
register(
    NavItem("All groups", "programmes:pct-dashboard-home", lambda user: bool(user.access.pct_ids), order=29)
)
register(
    NavItem(
        "Your practice",
        "programmes:practice-dashboard-home",
        lambda user: bool(user.access.practice_ids and user.access.group_ids),
        order=28,
    )
)
register(NavItem("Projects", "programmes:milestone-list", lambda user: bool(user.access.group_ids), order=38))
