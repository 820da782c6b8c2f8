"""manage.py remove_identifiers: what identifies a patient goes when it is old enough; every sum stays."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from daccom import calendar, ledger
from practices.management.telling import who
from referrals.services.retention import Removed, last_month_to_clear, remove_identifiers


class Command(BaseCommand):
    help = "Removes patients' identifiers from months older than RETENTION_MONTHS. A second run does nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--older-than-months", type=int, default=settings.RETENTION_MONTHS, metavar="N")
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")
        parser.add_argument("--by", metavar="EMAIL", help="whose decision this is; else the system's")

    def handle(self, *args: Any, **options: Any) -> None:
        months, dry_run = options["older_than_months"], options["dry_run"]
        if months < 1:
            raise CommandError("Give a number of months of at least 1. Nothing was changed.")
        by, today = who(options["by"]), calendar.today()
        if not dry_run:
            _refuse_unless_reconciled("Nothing was changed.")
        removed = remove_identifiers(by=by, months=months, today=today, dry_run=dry_run)
        if not dry_run:
            _refuse_unless_reconciled("The identifiers are removed.")
        last = last_month_to_clear(months=months, today=today)
        self.stdout.write(f"{'Would clear' if dry_run else 'Cleared'} up to {last}: {_line(removed)}.")


def _line(removed: Removed) -> str:
    return (
        f"{removed.loads:,} loads with {removed.episodes:,} episodes, {removed.notes:,} notes, "
        f"{removed.values:,} values of bad rows, {removed.care_plans:,} care plans, "
        f"{removed.undecided:,} files that were never decided"
    )


def _refuse_unless_reconciled(what_was_done: str) -> None:
    """Every total equals its rows, before and after. Raises CommandError."""
    if any(result.discrepancies for result in ledger.run_all()):
        raise CommandError(f"Totals do not equal their rows; see manage.py reconcile. {what_was_done}")
