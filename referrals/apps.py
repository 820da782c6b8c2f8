"""Activity: monthly returns, episodes, validation."""

from importlib import import_module

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        """Offer what waits for people, and the places in the menu."""
        import_module("referrals.work")
        import_module("referrals.navigation")
