"""What a new version of a month changed, told row by row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from referrals.models import Episode
from referrals.selectors import load_versions
from referrals.selectors.load_versions import NOTHING, Side, difference_between, versions_of, with_differences
from referrals.services.carrying import CONTENT, MAY_BE_NULL
from tests.referrals.builders import JANUARY, make_episode, make_load, make_provider

PROVIDER_AND_MONTH = {"provider_id", "month"}
"""The same in both versions, since they are versions of one provider's month."""


@pytest.fixture
def versions(cast):
    """An empty version 1 and the version 2 that replaced it, as (old, new)."""
    old = make_load(cast.pct, status="superseded", version=1)
    return old, make_load(cast.pct, version=2)


def episode(cast, load, number, **fields):
    return make_episode(
        cast.alder,
        load=load,
        spell_id=f"S{number}",
        episode_id=f"E{number}",
        **{"total_cost": Decimal(100), **fields},
    )


def test_added_removed_and_changed_rows_are_told_apart(cast, versions):
    old, new = versions
    episode(cast, old, 1)
    episode(cast, old, 2)
    episode(cast, old, 3)
    episode(cast, new, 2)
    episode(cast, new, 3, total_cost=Decimal("130.50"))
    episode(cast, new, 4, total_cost=Decimal(70))
    found = difference_between(old, new)
    assert found.added == Side(1, Decimal(70))
    assert found.removed == Side(1, Decimal(-100))
    assert found.changed == Side(1, Decimal("30.50"))
    assert (found.rows, found.cost) == (0, Decimal("0.50"))


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("age", None, 0),
        ("length_of_stay", 3, None),
        ("discharge_date", None, "2009-01-09"),
        ("hrg", "A", "B"),
    ],
)
def test_any_field_of_content_makes_a_change(cast, versions, field, before, after):
    old, new = versions
    episode(cast, old, 1, **{field: before})
    episode(cast, new, 1, **{field: after})
    assert difference_between(old, new).changed == Side(1, Decimal(0))


def test_what_is_missing_in_both_is_the_same(cast, versions):
    for load in versions:
        episode(cast, load, 1, age=None, discharge_date=None, length_of_stay=None)
    found = difference_between(*versions)
    assert (found.added, found.removed, found.changed) == (NOTHING, NOTHING, NOTHING)


def test_same_means_the_same_here_as_where_answers_are_carried():
    names = {
        field.attname for field in Episode._meta.concrete_fields if field.name not in load_versions.NO_CONTENT
    }
    assert names - PROVIDER_AND_MONTH == {*CONTENT, *MAY_BE_NULL}
    assert set(load_versions.NULLABLE) == set(MAY_BE_NULL)


def test_the_first_version_changed_nothing(cast, versions):
    found = with_differences(versions_of(cast.pct, make_provider(), JANUARY))
    assert [version.load.version for version in found] == [2, 1]
    assert found[1].difference is None


def test_very_old_versions_are_left_out(cast, monkeypatch):
    monkeypatch.setattr(load_versions, "MOST_VERSIONS", 2)
    for number in (1, 2, 3):
        make_load(cast.pct, status="superseded", version=number)
    found = with_differences(versions_of(cast.pct, make_provider(), JANUARY))
    assert [version.load.version for version in found] == [3, 2]


def test_a_staged_load_is_no_version(cast):
    make_load(cast.pct, status="staged", version=None, loaded_at=None)
    assert versions_of(cast.pct, make_provider(), JANUARY) == []
    assert with_differences([]) == []
    assert load_versions.version_before([]) == {}
