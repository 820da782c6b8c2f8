"""manage.py import_reference_events FILE --pct CODE --year 2007: what standardised rates expect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daccom.calendar import FinancialYear
from daccom.errors import Refused
from daccom.formats import number, plural
from daccom.spreadsheets import read_rows
from practices.management.telling import who
from referrals.management.counted import add_arguments, pct_of, refuse_problems
from referrals.reference_files import read_reference
from referrals.services.reference_events import post_reference_events

YEARS = range(2004, 2101)
LONGEST_SOURCE = 200


class Command(BaseCommand):
    help = "Stores how often each sex and age was treated in a year. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)
        parser.add_argument(
            "--year", type=int, required=True, help="in which the financial year starts, such as 2007"
        )
        parser.add_argument("--source", help="who was counted, in words; else the file's name")

    def handle(self, **options: Any) -> None:
        by, pct, path = who(options["by"]), pct_of(options["pct"]), Path(options["file"])
        source = options["source"] or path.name
        if options["year"] not in YEARS:
            raise CommandError("Give the year in which the financial year starts, such as 2007.")
        if len(source) > LONGEST_SOURCE:
            raise CommandError(f"Say the source in at most {LONGEST_SOURCE} characters.")
        year = FinancialYear(options["year"])
        try:
            read = read_reference(read_rows(path))
            refuse_problems(self, read.problems)
            events = post_reference_events(pct=pct, year=year, lines=read.lines, source=source, by=by)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        lines = plural(len(read.lines), "line")
        self.stdout.write(f"{lines} of {year} stored: {number(events)} events.")
