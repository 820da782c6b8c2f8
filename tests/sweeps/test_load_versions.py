"""Rows that are not loaded yet, or were replaced, count nowhere and are shown on no page of activity."""

from __future__ import annotations

import pytest

from referrals.models import Load
from tests.referrals.builders import JANUARY, make_episode, make_load
from tests.sweeps.test_access import ROUTES
from tests.sweeps.test_pages import PAGES, page_of

COST, SHOWN = "98765.43", "98,765"
ABOUT_LOADS = ("referrals:extract", "referrals:load")
"""Pages of the PCT's information staff, who decide what is loaded."""


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith(ABOUT_LOADS)])
def test_only_current_rows_are_seen(name, cast):
    staged = make_load(cast.pct, status=Load.Status.STAGED, version=None, loaded_at=None)
    replaced = make_load(cast.pct, status=Load.Status.SUPERSEDED, version=7)
    for load in (staged, replaced):
        for practice in (cast.alder, cast.birch):
            make_episode(practice, JANUARY, COST, load=load, nhs_number="9990000018")
    page = page_of(name, cast).content.decode(errors="replace")
    assert SHOWN not in page
    assert "9990000018" not in page.replace(" ", "")


def test_there_are_pages_to_look_at():
    assert len(ROUTES) > 50
