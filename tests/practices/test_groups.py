"""Which group's pages open first, and who belongs to a group when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from practices.models import Membership, Role
from practices.selectors.groups import group_for, groups_for, practices_of
from tests.cast import Cast, give_role

TODAY = dt.date(2009, 2, 20)


@pytest.mark.parametrize("name", ["alice", "bob", "erin", "chris", "rita", "pat", "fin", "peg"])
def test_the_dacorum_group_comes_first(cast: Cast, name: str) -> None:
    assert group_for(cast[name]) == cast.dacorum


def test_the_pct_reads_all_its_groups_the_largest_first(cast: Cast) -> None:
    assert groups_for(cast.pat) == [cast.dacorum, cast.other_group]


@pytest.mark.parametrize("name", ["zoe", "ada", "nobody"])
def test_some_people_read_no_group(cast: Cast, name: str) -> None:
    assert group_for(cast[name]) is None


def test_a_group_one_works_for_comes_before_ones_own_practices(cast: Cast) -> None:
    give_role(cast.alice, Role.EXECUTIVE_MEMBER, cast.other_group)
    assert groups_for(cast.alice) == [cast.other_group, cast.dacorum]


def test_ones_own_practices_group_comes_before_the_pcts(cast: Cast) -> None:
    give_role(cast.olive, Role.PCT_COMMISSIONER, cast.other_pct)
    assert group_for(cast.olive) == cast.other_group


def test_groups_take_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    assert cast.pat.access.pct_ids
    with django_assert_num_queries(1):
        assert [group.pct for group in groups_for(cast.pat)] == [cast.pct, cast.pct]


def test_a_practice_that_left_no_longer_belongs(cast: Cast) -> None:
    Membership.objects.filter(practice=cast.birch).update(left_on=TODAY)
    assert list(practices_of(cast.dacorum, TODAY)) == [cast.alder]
    assert list(practices_of(cast.dacorum, dt.date(2009, 2, 19))) == [cast.alder, cast.birch]


def test_a_closed_practice_no_longer_belongs(cast: Cast) -> None:
    cast.birch.closed_on = dt.date(2008, 12, 31)
    cast.birch.save()
    assert list(practices_of(cast.dacorum, TODAY)) == [cast.alder]
