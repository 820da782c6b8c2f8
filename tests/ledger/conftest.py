"""The demonstration, in the database for as long as the tests of a file look at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from programmes.demo.load import load_demonstration


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once; each test's own changes are undone as usual, and all of it at the end."""
    with django_db_blocker.unblock(), override_settings(TODAY="2009-02-20"), transaction.atomic():
        load_demonstration(say=str)
        yield
        transaction.set_rollback(True)
