"""The pages of money beside each other."""

from __future__ import annotations

from budgets import places
from budgets.places import Page

POSITION = "/budgets/daccom/2009-01/"


def test_the_page_in_view_is_marked(as_user):
    page = as_user("erin").get(POSITION).content.decode()
    assert '<nav class="app-places" aria-label="Budget pages">' in page
    assert f'<a href="{POSITION}" aria-current="page">Position</a>' in page


def test_a_page_that_one_may_not_open_is_not_named(as_user, monkeypatch):
    closed = Page("budgets:spend-month", "Spend to post", lambda user, group: False)
    monkeypatch.setattr(places, "PAGES", (*places.PAGES, closed))
    assert b"Spend to post" not in as_user("erin").get(POSITION).content
