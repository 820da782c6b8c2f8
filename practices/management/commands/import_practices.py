"""manage.py import_practices FILE: bring the practices up to the national register (epraccur.csv)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from practices.management.telling import add_arguments, tell, who
from practices.services.practice_imports import import_practices


class Command(BaseCommand):
    help = "Reads the national practice register (epraccur.csv). A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        tell(self, "practices", lambda: import_practices(path=Path(options["file"]), by=who(options["by"])))
