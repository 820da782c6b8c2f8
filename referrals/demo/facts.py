"""The facts of all that the demonstration wrote, counted at the end of the load."""

from __future__ import annotations

from referrals.models import MonthFact
from referrals.services.facts_rebuilding import months_with_facts, rebuild_month


def load_facts() -> int:
    """Count every month; how many facts of practices and months there are."""
    for month in months_with_facts():
        rebuild_month(month)
    return MonthFact.objects.count()
