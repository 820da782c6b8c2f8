"""The places of budgets in the menu."""

from budgets.rules_spend import can_close_category
from daccom.navigation import NavItem, register

register(
    NavItem("Budgets", "budgets:position-home", lambda user: bool(user.access.named_group_ids), order=32)
)
register(NavItem("Budget categories", "budgets:category-list", can_close_category, order=37))
