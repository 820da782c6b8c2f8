"""Who sees which rows: own practice, own group, own PCT, or everything an administrator keeps."""

from __future__ import annotations

from typing import Any

import pytest

from practices.models import (
    PCT,
    Appointment,
    CommissioningGroup,
    ImportRun,
    ListSize,
    Membership,
    Person,
    Practice,
    RoleAssignment,
    User,
)
from tests.cast import Cast
from tests.practices.builders import make_appointment, make_list

DACORUM = {"Alder Surgery", "Birch Surgery"}
ALL = DACORUM | {"Oak Surgery"}
BY_PRACTICE = {
    "alice": DACORUM,
    "bob": DACORUM,
    "charlie": DACORUM,
    "erin": DACORUM,
    "rita": DACORUM,
    "max": DACORUM,
    "pat": ALL,
    "ira": ALL,
    "fin": ALL,
    "olive": {"Oak Surgery"},
    "zoe": set(),
    "nobody": set(),
    "ada": ALL,
}


@pytest.fixture
def rows(cast: Cast) -> Cast:
    """A list and a manager for each practice, one seat on each Executive."""
    for practice in (cast.alder, cast.birch, cast.oak):
        make_list(practice, 1_000)
        make_appointment(f"Manager of {practice}", "Practice manager", practice)
    make_appointment("Dr Chair", "Chair", cast.dacorum)
    make_appointment("Dr Watford", "Chair", cast.other_group)
    return cast


@pytest.mark.parametrize(("name", "places"), BY_PRACTICE.items())
def test_practices_lists_and_memberships(rows: Cast, name: str, places: set[str]) -> None:
    user = rows[name]
    assert {str(practice) for practice in Practice.objects.visible_to(user)} == places
    assert {str(row.practice) for row in ListSize.objects.visible_to(user)} == places
    assert {str(row.practice) for row in Membership.objects.visible_to(user)} == places
    managers = Person.objects.visible_to(user).filter(name__startswith="Manager of ")
    assert {person.name.removeprefix("Manager of ") for person in managers} == places


@pytest.mark.parametrize(
    ("name", "chairs"),
    [
        ("alice", {"Dr Chair"}),
        ("erin", {"Dr Chair"}),
        ("pat", {"Dr Chair", "Dr Watford"}),
        ("olive", {"Dr Watford"}),
        ("zoe", set()),
        ("nobody", set()),
        ("ada", {"Dr Chair", "Dr Watford"}),
    ],
)
def test_posts_of_a_group(rows: Cast, name: str, chairs: set[str]) -> None:
    posts = Appointment.objects.visible_to(rows[name]).filter(body="executive")
    assert {post.person.name for post in posts} == chairs


@pytest.mark.parametrize(
    ("name", "groups", "pcts"),
    [
        ("alice", {"daccom"}, {"5P4"}),
        ("erin", {"daccom"}, {"5P4"}),
        ("pat", {"daccom", "watcom"}, {"5P4"}),
        ("olive", {"watcom"}, {"5P4"}),
        ("zoe", set(), {"5P3"}),
        ("nobody", set(), set()),
        ("ada", set(), {"5P3", "5P4"}),
    ],
)
def test_groups_and_pcts(cast: Cast, name: str, groups: set[str], pcts: set[str]) -> None:
    assert {group.slug for group in CommissioningGroup.objects.visible_to(cast[name])} == groups
    assert {pct.ods_code for pct in PCT.objects.visible_to(cast[name])} == pcts


@pytest.mark.parametrize("name", ["alice", "erin", "pat", "olive", "zoe", "nobody"])
def test_accounts_and_roles_are_ones_own(cast: Cast, name: str) -> None:
    user = cast[name]
    assert list(User.objects.visible_to(user)) == [user]
    assert {role.user for role in RoleAssignment.objects.visible_to(user)} <= {user}


def test_administrators_see_all_accounts_roles_and_imports(cast: Cast) -> None:
    assert User.objects.visible_to(cast.ada).count() == len(cast.people)
    assert RoleAssignment.objects.visible_to(cast.ada).count() == len(cast.people) - 1


@pytest.mark.parametrize(("name", "count"), [("ada", 1), ("ira", 0), ("alice", 0), ("nobody", 0)])
def test_import_runs(cast: Cast, name: str, count: int) -> None:
    numbers: dict[str, Any] = {f"rows_{each}": 0 for each in ("created", "changed", "unchanged", "rejected")}
    ImportRun.objects.create(
        kind="practices", file_name="x", sha256="0", rows_read=0, at="2009-02-20T10:00Z", **numbers
    )
    assert ImportRun.objects.visible_to(cast[name]).count() == count


def test_oneself_is_always_seen(cast: Cast) -> None:
    me = Person.objects.create(name="Nobody", user=cast.nobody)
    assert list(Person.objects.visible_to(cast.nobody)) == [me]


def test_a_group_that_does_not_share_names_shows_ones_own_practice_only(rows: Cast) -> None:
    CommissioningGroup.objects.filter(pk=rows.dacorum.pk).update(shares_named_practices=False)
    assert {str(row.practice) for row in ListSize.objects.visible_to(rows.alice)} == {"Alder Surgery"}
    assert {str(practice) for practice in Practice.objects.visible_to(rows.erin)} == DACORUM
