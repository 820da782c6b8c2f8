"""Giving and ending roles, and every way it is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db.models import Q

from daccom.errors import Refused
from practices.models import Practice, Role, RoleAssignment, User
from practices.selectors.organisations import find_organisation
from practices.services.roles import end_role, give_role
from tests.cast import Cast, make_user
from tests.cast import give_role as already_give_role

TODAY = dt.date(2009, 2, 20)


def give(cast: Cast, role: str = Role.GP, organisation: Any = "alder", **changes: Any) -> RoleAssignment:
    """Ada gives Nobody a role."""
    if isinstance(organisation, str):
        organisation = getattr(cast, organisation)
    return give_role(
        **{"user": cast.nobody, "role": role, "started_on": TODAY, "by": cast.ada, **changes},
        organisation=organisation,
    )


def refusal(work: Any, *args: Any, **kwargs: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value


def end(assignment: RoleAssignment, by: User, day: dt.date = TODAY) -> None:
    end_role(assignment=assignment, ended_on=day, by=by)


@pytest.mark.parametrize(
    ("role", "organisation", "field"),
    [
        (Role.GP, "alder", "practice"),
        (Role.DIRECTOR, "dacorum", "group"),
        (Role.PCT_FINANCE, "pct", "pct"),
    ],
)
def test_a_role_opens_its_rows(cast: Cast, role: str, organisation: str, field: str) -> None:
    given = give(cast, role, organisation)
    assert getattr(given, field) == getattr(cast, organisation)
    assert given.given_by == cast.ada
    assert User.objects.get(pk=cast.nobody.pk).access.has(role, organisation=getattr(cast, organisation))


def test_giving_is_audited(cast: Cast) -> None:
    entry = LogEntry.objects.get(object_pk=str(give(cast).pk))
    assert (entry.actor, entry.additional_data["verb"]) == (cast.ada, "role.given")
    assert entry.changes["role"] == ["", "Nobody: GP for Alder Surgery"]


def test_the_service_role_has_no_organisation(cast: Cast) -> None:
    assert give(cast, Role.ADMINISTRATOR, None).organisation is None


@pytest.mark.parametrize(
    ("role", "organisation", "message"),
    [
        (Role.GP, "pct", "held for a practice; West Hertfordshire PCT is a PCT"),
        (Role.PCT_FINANCE, "dacorum", "held for a PCT; DacCom is a commissioning group"),
        (Role.DIRECTOR, "alder", "held for a commissioning group; Alder Surgery is a practice"),
        (Role.GP, None, "held for a practice."),
        (Role.ADMINISTRATOR, "alder", "a role for the whole service"),
    ],
)
def test_a_role_of_another_kind_of_organisation_is_refused(
    cast: Cast, role: str, organisation: Any, message: str
) -> None:
    refused = refusal(give, cast, role, organisation)
    assert refused.rule == "role.wrong-kind"
    assert message in refused.message
    assert not cast.nobody.role_assignments.exists()


def test_a_role_held_already_is_refused(cast: Cast) -> None:
    give(cast)
    assert refusal(give, cast).message == "Nobody holds the role GP for Alder Surgery already."


def test_a_role_that_ends_later_is_held_until_then(cast: Cast) -> None:
    end(give(cast), cast.ada, dt.date(2009, 3, 31))
    assert refusal(give, cast).rule == "role.held"
    assert give(cast, started_on=dt.date(2009, 3, 31))


def test_two_administrators_giving_the_same_role_at_once(cast: Cast, monkeypatch: Any) -> None:
    give(cast)
    unseen = Q(pk__in=[])  # as if the other's row were not there yet when we looked
    monkeypatch.setattr("practices.services.roles.Q", lambda **kwargs: unseen)
    assert refusal(give, cast).rule == "role.held"
    assert cast.nobody.role_assignments.count() == 1


def test_a_closed_account_gets_no_role(cast: Cast) -> None:
    User.objects.filter(pk=cast.nobody.pk).update(is_active=False)
    assert refusal(give, cast).rule == "role.account-closed"


def test_a_closed_practice_gets_no_staff(cast: Cast) -> None:
    cast.alder.closed_on = dt.date(2008, 12, 31)
    refused = refusal(give, cast)
    assert refused.message == "Alder Surgery closed on 31 December 2008."
    assert give(cast, started_on=dt.date(2008, 1, 1))


@pytest.mark.parametrize("name", ["alice", "chris", "cal", "nobody"])
def test_only_administrators_give_roles(cast: Cast, name: str) -> None:
    assert refusal(give, cast, by=cast[name]).rule == "account.not-your-job"
    assert not cast.nobody.role_assignments.exists()


def test_an_ended_role_gives_nothing_and_stays_on_record(cast: Cast) -> None:
    end(cast.alice.role_assignments.get(), cast.ada)
    ended = cast.alice.role_assignments.get()
    assert (ended.ended_on, ended.ended_by) == (TODAY, cast.ada)
    assert not User.objects.get(pk=cast.alice.pk).access.practice_ids
    assert LogEntry.objects.latest("pk").additional_data["verb"] == "role.ended"


def test_a_role_cannot_end_before_it_starts(cast: Cast) -> None:
    refused = refusal(end, cast.alice.role_assignments.get(), cast.ada, dt.date(2006, 3, 31))
    assert refused.message == "The role started on 1 April 2006 and cannot end before."


def test_a_role_ends_once(cast: Cast) -> None:
    stale = cast.alice.role_assignments.get()
    end(cast.alice.role_assignments.get(), cast.ada)
    assert refusal(end, stale, cast.ada, dt.date(2009, 3, 1)).rule == "role.ended"
    assert refusal(end, cast.alice.role_assignments.get(), cast.ada).rule == "role.ended"
    assert cast.alice.role_assignments.get().ended_on == TODAY


def test_administrators_cannot_end_their_own_role(cast: Cast) -> None:
    refused = refusal(end, cast.ada.role_assignments.get(), cast.ada)
    assert refused.rule == "role.own-administrator"
    assert refused.next_step == "Ask another administrator to end it."
    assert cast.ada.role_assignments.get().ended_on is None


def test_administrators_may_end_their_own_other_roles(cast: Cast) -> None:
    end(already_give_role(cast.ada, Role.GP, cast.alder), cast.ada)
    assert cast.ada.role_assignments.get(role=Role.GP).ended_on == TODAY


def test_two_administrators_cannot_end_each_other(cast: Cast) -> None:
    second = make_user("second")
    theirs = already_give_role(second, Role.ADMINISTRATOR)
    assert cast.ada.access.is_administrator
    assert second.access.is_administrator
    end(theirs, cast.ada)
    assert refusal(end, cast.ada.role_assignments.get(), second).rule == "account.not-your-job"


def test_only_administrators_end_roles(cast: Cast) -> None:
    assert refusal(end, cast.bob.role_assignments.get(), cast.alice).rule == "account.not-your-job"


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("E82901", "practice", "alder"),
        ("e82901", "practice", "alder"),
        ("alder", "practice", "alder"),
        ("Birch Surgery", "practice", "birch"),
        ("daccom", "group", "dacorum"),
        ("5p4", "pct", "pct"),
        ("west herts", "pct", None),
        ("West Hertfordshire", "pct", "pct"),
    ],
)
def test_an_organisation_is_found_by_code_or_name(
    cast: Cast, words: str, kind: str, found: str | None
) -> None:
    if found:
        assert find_organisation(words, kind) == getattr(cast, found)
    else:
        assert refusal(find_organisation, words, kind).rule == "organisation.none"


def test_a_practice_is_found_by_its_register_name(cast: Cast) -> None:
    Practice.objects.filter(pk=cast.oak.pk).update(register_name="GREAT OAK GROUP")
    assert find_organisation("great oak", "practice") == cast.oak


def test_several_are_named_with_their_codes(cast: Cast) -> None:
    refused = refusal(find_organisation, "surgery", "practice")
    assert refused.message == (
        "“surgery” may mean Alder Surgery (E82901), Birch Surgery (E82902), Oak Surgery (E82903)."
    )


def test_many_are_not_all_named(cast: Cast) -> None:
    Practice.objects.bulk_create(
        Practice(ods_code=f"F{number:05}", name=f"Surgery {number}") for number in range(9)
    )
    assert refusal(find_organisation, "surgery", "practice").message.endswith(" and others.")


def test_several_groups_are_named_by_their_short_names(cast: Cast) -> None:
    assert "DacCom (daccom), WatCom (watcom)" in refusal(find_organisation, "com", "group").message


def test_an_organisation_of_another_kind_is_said(cast: Cast) -> None:
    refused = refusal(find_organisation, "DacCom", "practice")
    assert refused.message == "DacCom is a commissioning group; this role is held for a practice."
