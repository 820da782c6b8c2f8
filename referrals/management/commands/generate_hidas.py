"""Write a HIDAS extract of any size from a seed, with planted errors and the list of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daccom.calendar import Month
from practices.models import PCT
from referrals.hidas_generator.files import Order, write
from referrals.hidas_generator.from_database import reference_of, unpriced_years
from referrals.hidas_generator.reference import Reference, months_between, synthetic

MONTHS = "2008-04..2009-01"


class Command(BaseCommand):
    help = "Writes a HIDAS extract for tests, benchmarks and training; nobody in it exists."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the CSV file to write")
        parser.add_argument("--rows", type=int, default=24_000, help="how many rows (default 24,000)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same file")
        parser.add_argument(
            "--months", default=MONTHS, help=f"the first and the last month (default {MONTHS})"
        )
        parser.add_argument("--error-rate", type=float, default=0.02, help="share of planted rows, 0 to 0.2")
        parser.add_argument(
            "--malformed", type=int, default=0, help="rows in a thousand with a damaged value"
        )
        parser.add_argument("--answers", metavar="FILE.json", help="where to list what is wrong")
        parser.add_argument("--gzip", action="store_true", help="compress the file")
        parser.add_argument(
            "--pct", metavar="CODE", help="whose practices; needed when there are several PCTs"
        )
        parser.add_argument(
            "--synthetic", type=int, metavar="N", help="N made-up practices, without asking the database"
        )

    def handle(self, **options: Any) -> None:
        try:
            months = _months(options["months"])
            order = Order(
                seed=_not_negative(options["seed"], "seed"),
                rows=_not_negative(options["rows"], "number of rows"),
                months=months,
                reference=self._reference(options, months),
                error_rate=options["error_rate"],
                malformed=options["malformed"],
            )
            answers = Path(options["answers"]) if options["answers"] else None
            made = write(order, Path(options["file"]), answers=answers, zipped=options["gzip"])
        except (ValueError, OSError) as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(
            f"Rows: {made.rows:,}, planted errors: {made.answers:,}, damaged values: {made.damage:,}."
        )

    def _reference(self, options: dict[str, Any], months: list[Month]) -> Reference:
        if options["synthetic"]:
            return synthetic(months, options["synthetic"])
        for year in unpriced_years(months):
            self.stderr.write(f"No tariff for {year}/{(year + 1) % 100:02d}: its prices cannot be checked.")
        return reference_of(_pct(options["pct"]), months)


def _months(text: str) -> list[Month]:
    first, _, last = text.partition("..")
    try:
        ends = Month.parse(first), Month.parse(last or first)
    except ValueError:
        raise ValueError(f"{text!r} are no months; write them as {MONTHS}.") from None
    return months_between(*ends)


def _not_negative(number: int, what: str) -> int:
    if number < 0:
        raise ValueError(f"The {what} is not negative.")
    return number


def _pct(code: str | None) -> PCT:
    """The PCT with that code, or the only one. Raises CommandError."""
    found = list(PCT.objects.filter(ods_code=code) if code else PCT.objects.all()[:2])
    if len(found) != 1:
        raise CommandError(
            f"There is no PCT {code}." if code else "Say which PCT with --pct, or --synthetic 19 for none."
        )
    return found[0]
