"""What tests of facts share: at the end of each, every fact says what its rows say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from daccom import ledger
from tests.books import discrepancies
from tests.cast import Cast
from tests.referrals.builders import make_provider, make_specialty

# Threads that hold rows against each other say nothing on SQLite, which lets one writer in at a time.
collect_ignore = [] if connection.vendor == "postgresql" else ["test_facts_at_once.py"]
CHECKS = [name for name in ledger.names() if name.startswith("facts of ")]


@pytest.fixture
def facts_agree(db: None) -> Iterator[None]:
    yield
    assert discrepancies(*CHECKS) == []


@pytest.fixture
def places(cast: Cast) -> Cast:
    """The cast, with a provider and a specialty that are known."""
    make_specialty()
    make_provider()
    return cast
