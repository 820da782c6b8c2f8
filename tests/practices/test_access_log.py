"""Who looked at our patients: every look, for the practice and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from daccom import calendar
from daccom.audit import record_view, views_of
from practices.selectors.access_log import looks_at, seen_together
from tests.cast import Cast
from tests.sweeps.html import faults

LOG = "/practices/who-looked/E82901/"


def look(cast: Cast, who: str = "bob", place: str = "alder", rows: int = 2) -> None:
    """Somebody opens a page; any rows will do for episodes."""
    seen = [cast.alice, cast.bob, cast.charlie][:rows]
    record_view(by=cast[who], rows=seen, purpose="Episodes", practice_id=getattr(cast, place).pk)


def test_one_look_is_one_entry_with_its_rows_counted(cast: Cast) -> None:
    look(cast, "bob", rows=2)
    look(cast, "pat", rows=3)
    look(cast, "olive", "oak")
    entries = [(row["actor__name"], row["purpose"], row["patients"]) for row in looks_at(cast.alder)]
    assert entries == [("Pat", "Episodes", 3), ("Bob", "Episodes", 2)]


def test_a_look_opens_into_its_rows(cast: Cast) -> None:
    look(cast, rows=3)
    (one,) = looks_at(cast.alder)
    assert [row.object_repr for row in seen_together(cast.alder, one["look"])] == ["Alice", "Bob", "Charlie"]


def test_a_look_at_another_practice_opens_into_nothing(cast: Cast) -> None:
    look(cast, "olive", "oak")
    (one,) = looks_at(cast.oak)
    assert not seen_together(cast.alder, one["look"])


def test_looks_without_a_practice_belong_to_no_practice(cast: Cast) -> None:
    record_view(by=cast.bob, rows=[cast.alice], purpose="Episodes")
    assert not views_of(cast.alder.pk).exists()


def test_the_practice_reads_its_log(cast: Cast, as_user: Any) -> None:
    look(cast, "pat")
    html = as_user("alice").get(LOG).content.decode()
    assert faults(html) == []
    assert "Pat" in html
    assert "20 February 2009" in html
    (one,) = looks_at(cast.alder)
    html = as_user("alice").get(f"{LOG}{one['look']}/").content.decode()
    assert "What Pat saw" in html
    assert "2 rows about single patients" in html


def test_the_log_is_paginated(cast: Cast, as_user: Any, django_assert_max_num_queries: Any) -> None:
    for _ in range(60):
        look(cast, rows=1)
    browser = as_user("alice")
    with django_assert_max_num_queries(12):
        html = browser.get(LOG, {"page": 3}).content.decode()
    assert html.count("look ") >= 10
    assert faults(html) == []


def test_an_empty_log_says_so(as_user: Any) -> None:
    assert "Nobody has looked yet." in as_user("alice").get(LOG).content.decode()


def test_another_practice_of_the_group_is_refused(cast: Cast, as_user: Any) -> None:
    response = as_user("charlie").get(LOG)
    assert response.status_code == 403
    assert "Only the practice manager and GPs" in response.content.decode()


def test_another_group_finds_nothing(as_user: Any) -> None:
    assert as_user("olive").get(LOG).status_code == 404


def test_a_look_that_never_was_is_not_found(as_user: Any) -> None:
    assert as_user("alice").get(f"{LOG}4711/").status_code == 404


def test_the_executive_has_no_log_of_its_own(as_user: Any) -> None:
    assert as_user("erin").get("/practices/who-looked/").status_code == 403


def test_who_looked_leads_to_ones_own_practice(as_user: Any) -> None:
    assert as_user("alice").get("/practices/who-looked/").headers["Location"] == LOG


def test_a_page_of_looks_is_all_that_is_summed(cast: Cast, django_assert_num_queries: Any) -> None:
    for who in ("bob", "pat", "alice", "bob"):
        look(cast, who)
    looks = looks_at(cast.alder)
    with django_assert_num_queries(3):
        assert len(looks) == len(looks) == 4
        assert [row["actor__name"] for row in looks[1:3]] == ["Alice", "Pat"]
    assert looks[0]["patients"] == 2


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("timestamp", ["Bob", "Pat", "Alice"]),
        ("-timestamp", ["Alice", "Pat", "Bob"]),
        ("actor__name", ["Alice", "Bob", "Pat"]),
        ("-actor__name", ["Pat", "Bob", "Alice"]),
    ],
)
def test_looks_can_be_sorted(cast: Cast, as_user: Any, order: str, names: list[str]) -> None:
    for who in ("bob", "pat", "alice"):
        look(cast, who)
    table = as_user("alice").get(LOG, {"sort": order}).context["table"]
    assert [row.get_cell("actor__name") for row in table.page.object_list] == names


def test_people_who_look_at_one_moment_are_told_apart(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    now = calendar.now()
    monkeypatch.setattr(calendar, "now", lambda: now)
    look(cast, "bob", rows=1)
    look(cast, "pat", rows=3)
    assert {(row["actor__name"], row["patients"]) for row in looks_at(cast.alder)} == {("Bob", 1), ("Pat", 3)}
