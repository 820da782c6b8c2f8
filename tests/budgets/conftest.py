"""What several tests of money begin with, and which of them a database cannot say anything about."""

from __future__ import annotations

import pytest
from django.db import connection

from budgets.selectors.position import position
from referrals.selectors.roster import roster
from tests.budgets.builders import JANUARY
from tests.budgets.builders_settings import make_historic, make_setting, make_weight

# Threads that hold rows against each other say nothing on SQLite, which lets one writer in at a time.
collect_ignore = [] if connection.vendor == "postgresql" else ["test_money_concurrency.py"]


@pytest.fixture
def find(cast):
    """The position of Dacorum in a month, as somebody reads it."""

    def found(month=JANUARY, user="erin"):
        return position(roster=roster(group=cast.dacorum, month=month, user=cast[user]), user=cast[user])

    return found


@pytest.fixture
def draft(cast):
    """A draft for 2009/10: £1,000 to share after £100 of reserves, Alder with 60% of the history."""
    setting = make_setting(cast.dacorum, 1100, contingency=60, risk_pool=40)
    for practice, amount in ((cast.alder, 600), (cast.birch, 400)):
        make_historic(setting, practice, amount)
        make_weight(setting, practice)
    cast.setting = setting
    return cast
