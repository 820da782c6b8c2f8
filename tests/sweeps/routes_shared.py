"""Routes that belong to no app, and the account pages."""

from tests.sweeps.access import EVERYBODY, Route

ROUTES = {
    "home": Route(EVERYBODY),
    "gallery": Route(EVERYBODY),
    "account_logout": Route(EVERYBODY),
    "account_change_password": Route(EVERYBODY),
}

PUBLIC = {
    "healthz": {},
    "readyz": {},
    "account_login": {},
    "account_inactive": {},
    "account_reset_password": {},
    "account_reset_password_done": {},
    "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    "account_reset_password_from_key_done": {},
}
"""Open to anybody: route to the arguments of its address."""
