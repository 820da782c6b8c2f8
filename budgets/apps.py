"""Money: indicative budgets, spend, forecasts."""

from importlib import import_module

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"

    def ready(self) -> None:
        """Offer what waits for PCT finance, the place in the menu, and what `reconcile` checks."""
        import_module("budgets.ledger")
        import_module("budgets.work")
        import_module("budgets.navigation")
