"""manage.py reconcile: prove that every total shown equals its rows."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daccom import ledger
from daccom.formats import number, plural


class Command(BaseCommand):
    help = "Counts every total that a page shows once more from its rows. Ends with 1 when one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            results = ledger.run_all()
        except ledger.NothingRegistered:
            raise CommandError("No check is registered, so nothing was proved.") from None
        for result in results:
            self.stdout.write(f"{'OK ' if not result.discrepancies else 'NOT'} {_line(result)}")
        wrong = [(result.name, figure) for result in results for figure in result.discrepancies]
        for name, figure in wrong:
            self.stderr.write(f"{name}: {figure}")
        if wrong:
            raise CommandError(f"{plural(len(wrong), 'figure')} not equal to the rows behind.")
        compared = sum(result.compared for result in results)
        self.stdout.write(
            f"{plural(compared, 'figure')} of {plural(len(results), 'check')} "
            f"equal their rows. {time.monotonic() - began:.1f} s."
        )


def _line(result: ledger.Result) -> str:
    words = f"{result.name}: {plural(result.compared, 'figure')} compared"
    if result.discrepancies:
        words += f", {number(len(result.discrepancies))} wrong"
    return words
