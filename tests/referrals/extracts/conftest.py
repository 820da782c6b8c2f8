"""What the tests of the extracts' pages start from."""

from __future__ import annotations

import pytest

from tests.referrals.builders import make_provider, make_specialty
from tests.referrals.builders_extracts import checked
from tests.referrals.extracts.pages import BAD, THEIR_NAMES
from tests.referrals.hidas.files import csv_file, january


@pytest.fixture(autouse=True)
def _known_codes(cast):
    make_provider("RWG")
    make_specialty("330")


@pytest.fixture
def ira(as_user):
    return as_user("ira")


@pytest.fixture
def waiting(cast):
    """Two good rows and two bad ones."""
    return checked(cast.pct, csv_file(BAD), cast.ira)


@pytest.fixture
def in_other_columns(cast):
    rows = [{THEIR_NAMES[name]: value for name, value in values.items()} for values in january(2)]
    return checked(cast.pct, csv_file(rows, THEIR_NAMES.values()), cast.ira)
