"""Giving and ending roles. A role is never deleted: who held it when stays known."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q

from daccom.audit import record
from daccom.errors import Refused
from daccom.formats import long_date
from practices import rules
from practices.models import ORGANISATION_KIND, Practice, Role, RoleAssignment, User
from practices.selectors.organisations import KINDS, Organisation, organisation_kind
from practices.services.administrators import lock_administrators


@transaction.atomic
def give_role(
    *, user: User, role: str, organisation: Organisation | None, started_on: dt.date, by: User
) -> RoleAssignment:
    """Give `user` a role for an organisation (None: the whole service) from a day on.

    Raises Refused when `by` is no administrator, the account or practice is closed, the organisation is of
    the wrong kind for the role, or the role is held already on that day or later.
    """
    lock_administrators(by)
    if not User.objects.filter(pk=user.pk, is_active=True).exists():
        raise Refused("role.account-closed", f"The account of {user} is closed.", "Open it again first.")
    _check_kind(role, organisation)
    _check_open(organisation, started_on)
    held_for = {organisation_kind(organisation): organisation} if organisation else {}
    same = RoleAssignment.objects.filter(user=user, role=role, **held_for)
    already = Refused(
        "role.held",
        f"{user} holds the role {Role(role).label} for {organisation or 'the service'} already.",
        "End that role first, or choose another.",
    )
    if same.filter(Q(ended_on=None) | Q(ended_on__gt=started_on)).exists():
        raise already
    try:
        with transaction.atomic():
            given = RoleAssignment.objects.create(
                user=user, role=role, started_on=started_on, given_by=by, **held_for
            )
    except IntegrityError:
        raise already from None
    record(by=by, verb="role.given", target=given, after={"role": str(given), "started_on": started_on})
    return given


@transaction.atomic
def end_role(*, assignment: RoleAssignment, ended_on: dt.date, by: User) -> None:
    """End a role on a day; from that day on it gives nothing.

    Raises Refused when `by` is no administrator, it is their own administrator role, it has ended already, or
    the day lies before its start.
    """
    lock_administrators(by)
    rules.require_can_end(by, assignment, ended_on)
    moved = RoleAssignment.objects.filter(pk=assignment.pk, ended_on=None).update(
        ended_on=ended_on, ended_by=by
    )
    if not moved:
        raise Refused("role.ended", "This role has ended already.", "Nothing more is needed.")
    record(by=by, verb="role.ended", target=assignment, after={"ended_on": ended_on})


def _check_open(organisation: Organisation | None, day: dt.date) -> None:
    closed_on = organisation.closed_on if isinstance(organisation, Practice) else None
    if closed_on and closed_on <= day:
        raise Refused(
            "role.practice-closed",
            f"{organisation} closed on {long_date(closed_on)}.",
            "Choose a practice that is open.",
        )


def _check_kind(role: str, organisation: Organisation | None) -> None:
    expected = ORGANISATION_KIND[role]
    found = organisation_kind(organisation) if organisation else "service"
    if found == expected:
        return
    label = Role(role).label
    if expected == "service":
        raise Refused(
            "role.wrong-kind", f"{label} is a role for the whole service.", "Leave the organisation empty."
        )
    raise Refused(
        "role.wrong-kind",
        f"The role {label} is held for {KINDS[expected]}"
        + (f"; {organisation} is {KINDS[found]}." if organisation else "."),
        f"Choose {KINDS[expected]}.",
    )
