"""manage.py import_activity_summary FILE --pct CODE: post activity that comes as counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daccom import calendar
from daccom.errors import Refused
from daccom.formats import money, number, plural
from daccom.spreadsheets import read_rows
from practices.management.telling import who
from referrals.management.counted import add_arguments, pct_of, refuse_problems
from referrals.selectors.summaries import Total, ground_of
from referrals.services.summaries import post_summaries
from referrals.summary_files import MOST_ROWS, read_summaries

LARGEST_BYTES = 20_000_000


class Command(BaseCommand):
    help = "Posts activity counts in place of the months they name. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def handle(self, **options: Any) -> None:
        by, pct, path = who(options["by"]), pct_of(options["pct"]), Path(options["file"])
        try:
            sheet = read_rows(path, largest=LARGEST_BYTES, most_rows=MOST_ROWS)
            read = read_summaries(sheet, ground_of(pct, calendar.today()))
            refuse_problems(self, read.problems)
            before = post_summaries(pct=pct, lines=read.lines, file_name=path.name, by=by)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        after = Total.of(read.lines)
        activity = sum(month.total.activity for month in before)
        cost = sum(month.total.cost for month in before)
        self.stdout.write(
            f"{plural(after.lines, 'line')} of {plural(len(before), 'month')} posted: activity "
            f"{number(after.activity)} for {money(after.cost)}, before {number(activity)} for {money(cost)}."
        )
