"""What tests of the return share: a month filled in and ready to send."""

from __future__ import annotations

import pytest
from django.db import connection

from daccom import calendar
from referrals.selectors.months import PracticeMonth, practice_month
from referrals.selectors.returns import preview
from tests.cast import Cast
from tests.referrals.builders import JANUARY, make_return, make_specialties

# Threads that hold rows against each other say nothing on SQLite, which lets one writer in at a time.
collect_ignore = [] if connection.vendor == "postgresql" else ["test_concurrency.py"]


@pytest.fixture
def specialties(cast: Cast) -> list:
    """The three lines of the return."""
    return make_specialties()


@pytest.fixture
def january(cast: Cast, specialties: list) -> PracticeMonth:
    """Alder's January: all figures entered, nothing sent; 3 elective and 1 unscheduled in each line."""
    make_return(cast.alder, JANUARY, counts=dict.fromkeys(specialties, (3, 1)), by=cast.alice)
    return practice_month(cast.alder, JANUARY)


@pytest.fixture
def submission(cast: Cast, january: PracticeMonth) -> dict:
    """What Alice would submit January with."""
    return {
        "practice": cast.alder,
        "month": JANUARY,
        "by": cast.alice,
        "declared_name": "Alice",
        "seen": preview(january).seen,
        "now": calendar.now(),
    }
