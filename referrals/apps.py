"""Activity: monthly returns, episodes, validation."""

from importlib import import_module

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        """Offer what waits for people, the places in the menu, kinds of jobs, and what `reconcile` checks."""
        import_module("referrals.jobs")
        import_module("referrals.check_jobs")
        import_module("referrals.ledger")
        import_module("referrals.work")
        import_module("referrals.navigation")
