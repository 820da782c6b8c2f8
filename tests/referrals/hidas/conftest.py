"""What the tests of extracts have in common: the codes that the files name."""

from __future__ import annotations

import pytest
from django.db import connection

from referrals.models import Provider
from tests.cast import Cast
from tests.referrals.builders import make_provider, make_specialty


@pytest.fixture
def places(cast: Cast) -> Cast:
    """The cast, with a provider and a specialty that are known."""
    make_specialty()
    make_provider()
    return cast


@pytest.fixture
def hospital(places: Cast) -> Provider:
    return make_provider()


# Threads that hold rows against each other say nothing on SQLite, which lets one writer in at a time.
collect_ignore = [] if connection.vendor == "postgresql" else ["test_at_once.py"]
