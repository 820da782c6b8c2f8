"""Who may do what with a plan."""

import pytest

from programmes.rules import plans as rules
from tests.programmes import builders_plan as build
from tests.sweeps.access import EXECUTIVE, PCT_STAFF


@pytest.fixture
def plan(cast):
    return build.make_plan(cast)


def allowed(cast, rule, target):
    return {name for name in cast.people if rule(cast[name], target)}


@pytest.mark.parametrize(("order", "writers"), [(1, {"max"}), (2, {"pat"}), (3, {"max", "pat"})])
def test_each_party_writes_its_own_sections(cast, plan, order, writers):
    assert allowed(cast, rules.may_edit_section, plan.sections.get(order=order)) == writers


def test_the_programme_manager_alone_sends(cast, plan):
    assert allowed(cast, rules.may_send, plan) == {"max"}


def test_both_writers_may_keep_a_draft(cast, plan):
    assert allowed(cast, rules.may_freeze, plan) == {"max", "pat"}


def test_group_and_pct_work_with_the_plan(cast, plan):
    assert allowed(cast, rules.works_for, plan) == EXECUTIVE | PCT_STAFF


@pytest.mark.parametrize(("name", "places"), [("chris", {1}), ("peg", {2}), ("cal", {3}), ("erin", set())])
def test_three_people_sign(cast, plan, name, places):
    assert rules.signs_as(cast[name], plan) == places


def test_nobody_signs_for_another_group(cast, plan):
    plan.group = cast.other_group
    assert rules.signs_as(cast.chris, plan) == set()


def test_the_pct_signs_for_each_of_its_groups(cast, plan):
    plan.group = cast.other_group
    assert rules.signs_as(cast.peg, plan) == {2}
