"""manage.py import_list_sizes FILE: registered patients by practice, sex and age band."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from practices.management.telling import add_arguments, tell, who
from practices.services.list_size_imports import import_list_sizes


class Command(BaseCommand):
    help = "Reads the national list-size file. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)
        parser.add_argument(
            "--as-at",
            type=dt.date.fromisoformat,
            metavar="DATE",
            help="the day of the counts, such as 2013-01-01; else the quarter in the file's name",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tell(
            self,
            "list sizes",
            lambda: import_list_sizes(
                path=Path(options["file"]), by=who(options["by"]), as_at=options["as_at"]
            ),
        )
