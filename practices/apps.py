"""Who: organisations, people, users and what they may do."""

from importlib import import_module

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"

    def ready(self) -> None:
        """Offer what waits for administrators, the places in the menu, and log who signs in."""
        for module in ("work", "navigation", "sign_in_log"):
            import_module(f"practices.{module}")
