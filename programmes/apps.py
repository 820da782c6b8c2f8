"""Change: projects, savings, plans, dashboards."""

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        """Offer what waits for people, the places in the menu, the work for workers, and what is checked."""
        import_module("programmes.ledger")
        import_module("programmes.work")
        import_module("programmes.navigation")
        import_module("programmes.jobs")
