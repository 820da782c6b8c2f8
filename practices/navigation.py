"""Where practices, accounts and the access log stand in the menu."""

from daccom.navigation import NavItem, register
from practices import rules

register(NavItem("Practices", "practices:practice-list", rules.can_see_practices, order=60))
register(NavItem("Who looked", "practices:own-access-log", rules.answers_for_patients, order=70))
register(NavItem("Accounts and roles", "practices:user-list", rules.can_administer, order=80))
