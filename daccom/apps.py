"""What the four apps share."""

from django.apps import AppConfig


class DaccomConfig(AppConfig):
    name = "daccom"
    label = "daccom"
    verbose_name = "Shared ground"

    def ready(self) -> None:
        from daccom import navigation

        navigation.register(navigation.NavItem("What needs you", "home", lambda user: True, order=0))
