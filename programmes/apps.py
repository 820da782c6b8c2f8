"""Change: projects, savings, plans, dashboards."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
