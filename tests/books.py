"""What the ledger's checks find wrong, for tests that end with every total equal to its rows."""

from __future__ import annotations

from daccom import ledger


def discrepancies(*only: str) -> list[str]:
    """What the checks (those named, else all) find wrong now, in words."""
    results = [ledger.run(name) for name in only or ledger.names()]
    return [f"{result.name}: {figure}" for result in results for figure in result.discrepancies]
