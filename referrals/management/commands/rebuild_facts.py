"""manage.py rebuild_facts: count every fact again from its rows, a month at a time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from daccom.formats import plural
from referrals.services.facts_rebuilding import months_with_facts, rebuild_month


class Command(BaseCommand):
    help = "Counts what pages about activity read again from its rows. A second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        months = months_with_facts()
        for month in months:
            self.stderr.write(f"{month}: {plural(rebuild_month(month), 'practice')}", _plain)
        self.stdout.write(f"{plural(len(months), 'month')} counted again.")


def _plain(text: str) -> str:
    """Progress is no error, so it is not printed in red."""
    return text
