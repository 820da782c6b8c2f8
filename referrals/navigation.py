"""Where practice staff and reviewers find the return in the menu."""

from daccom.navigation import NavItem, register
from referrals import rules
from referrals.rules.challenges import can_read_register

register(
    NavItem(
        "Frequent admissions", "referrals:frequent", lambda user: bool(user.access.named_group_ids), order=35
    )
)
register(NavItem("Rates", "referrals:rates-home", lambda user: bool(user.access.named_group_ids), order=31))
register(NavItem("Your month", "referrals:your-month", lambda user: bool(user.access.practice_ids), order=10))
register(
    NavItem(
        "Review returns", "referrals:review-list", lambda user: user.access.has(*rules.REVIEWERS), order=20
    )
)
register(NavItem("Challenges", "referrals:challenge-home", can_read_register, order=33))
register(NavItem("Checks", "referrals:check-home", lambda user: bool(user.access.named_group_ids), order=34))
register(NavItem("Returns", "referrals:completeness-home", lambda user: bool(user.access.pct_ids), order=20))
