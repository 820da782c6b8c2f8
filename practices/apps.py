"""Who: organisations, people, users and what they may do."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"
