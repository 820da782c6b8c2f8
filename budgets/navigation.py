"""The place of budgets in the menu."""

from daccom.navigation import NavItem, register

register(
    NavItem("Budgets", "budgets:position-home", lambda user: bool(user.access.named_group_ids), order=34)
)
