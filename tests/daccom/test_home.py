"""The list of work that everybody lands on."""

import datetime as dt

import pytest

from daccom import work
from daccom.views.home import status, summary
from daccom.work import WorkItem

TODAY = dt.date(2009, 2, 20)


def item(title="Send the return", due=None, **fields):
    return WorkItem(title=title, url="/somewhere/", due=due, **fields)


@pytest.fixture
def providers(monkeypatch):
    found = []
    monkeypatch.setattr(work, "_providers", found)
    return found


def test_the_most_urgent_comes_first_and_undated_last(providers):
    providers.append(lambda user, today: [item("whenever"), item("later", dt.date(2009, 3, 1))])
    providers.append(lambda user, today: [item("late", dt.date(2009, 2, 13))])
    assert [found.title for found in work.items_for(None, TODAY)] == ["late", "later", "whenever"]


@pytest.mark.parametrize(
    ("late", "everything", "says"),
    [
        (0, 0, "Nothing waits for you today."),
        (0, 1, "1 thing waits for you."),
        (1, 3, "3 things wait for you; 1 of them is late."),
        (1, 1, "1 thing waits for you, and it is late."),
        (2, 2, "2 things wait for you, and all are late."),
        (2, 3, "3 things wait for you; 2 of them are late."),
    ],
)
def test_the_summary_counts(late, everything, says):
    assert summary(late, everything) == says


@pytest.mark.parametrize(
    ("due", "says"),
    [
        (dt.date(2009, 2, 19), "Was due 19 February 2009"),
        (dt.date(2009, 2, 20), "Due today"),
        (dt.date(2009, 3, 6), "Due 6 March 2009"),
    ],
)
def test_near_dates_carry_a_tag(due, says):
    assert status(item(due=due), TODAY)["tag"]["text"] == says


def test_far_dates_are_plain_words():
    assert status(item(due=dt.date(2009, 3, 7)), TODAY) == {"text": "Due 7 March 2009"}
    assert status(item(kind="Plan"), TODAY) == {"text": "Plan"}
    assert status(item(), TODAY) == {"text": "No date"}


def test_home_shows_each_item_with_its_link(as_user, providers):
    providers.append(
        lambda user, today: [item("Send the January return", dt.date(2009, 2, 13), detail="Alder")]
    )
    page = as_user("alice").get("/").content.decode()
    assert "Send the January return" in page
    assert 'href="/somewhere/"' in page
    assert "1 thing waits for you, and it is late." in page


def test_somebody_without_a_role_is_told_whom_to_ask(as_user, providers):
    assert "An administrator can give you one" in as_user("nobody").get("/").content.decode()


def test_home_asks_to_sign_in(client, db):
    assert client.get("/").headers["Location"].startswith("/accounts/sign-in/")
