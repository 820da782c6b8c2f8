"""Whose job the return is."""

import pytest

from practices.models import Role
from referrals import rules
from tests.cast import give_role


def allowed(cast, rule, *args):
    return {name for name, user in cast.people.items() if rule(user, *args)}


def test_only_the_practices_own_staff_open_its_month(cast):
    assert allowed(cast, rules.can_open_return, cast.alder) == {"alice", "bob"}


def test_only_a_practice_manager_submits(cast):
    assert allowed(cast, rules.can_submit_return, cast.alder) == {"alice"}


def test_the_gp_answers_about_episodes_too(cast):
    assert allowed(cast, rules.can_answer_episodes, cast.alder) == {"alice", "bob"}


def test_the_programme_manager_and_the_executive_review(cast):
    assert allowed(cast, rules.can_review_return, cast.alder, cast.dacorum.pk) == {"erin", "chris", "max"}


def test_nobody_reviews_their_own_practice(cast):
    give_role(cast.erin, Role.GP, cast.alder)
    assert not rules.can_review_return(cast.erin, cast.alder, cast.dacorum.pk)
    assert rules.can_review_return(cast.max, cast.alder, cast.dacorum.pk)


@pytest.mark.parametrize("name", ["alice", "erin", "pat", "ada", "nobody"])
def test_nobody_reviews_for_another_group(cast, name):
    assert not rules.can_review_return(cast[name], cast.oak, cast.other_group.pk)
