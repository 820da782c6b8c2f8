"""The cast: named people and places that all tests share, and plain builders.

Alice runs Alder practice, Bob is a GP there, Charlie runs Birch, both in the Dacorum group. Erin is on
the Executive, Chris chairs it, Dee is a director, Max manages the programme, Lee leads a project, Rita
represents patients. Pat commissions for the PCT, Ira uploads for it, Fin keeps its money, Peg chairs the PEC,
Cal is chief executive, Ada administers. Olive runs Oak in another group of the same PCT; Zoe commissions for
another PCT; Nobody has an account and no role.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from practices.models import PCT, CommissioningGroup, Membership, Practice, Role, RoleAssignment, User

START = dt.date(2006, 4, 1)
PASSWORD = "correct horse battery staple"


@dataclass
class Cast:
    """Everybody by first name: `cast.alice`, `cast["alice"]`; places: alder, birch, oak, dacorum, pct."""

    pct: PCT
    other_pct: PCT
    dacorum: CommissioningGroup
    other_group: CommissioningGroup
    alder: Practice
    birch: Practice
    oak: Practice
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def make_user(name: str, **fields: object) -> User:
    return User.objects.create_user(f"{name.lower()}@example.test", PASSWORD, name=name.title(), **fields)


def give_role(
    user: User, role: Role, organisation: Practice | CommissioningGroup | PCT | None = None
) -> RoleAssignment:
    kind = {Practice: "practice", CommissioningGroup: "group", PCT: "pct"}.get(type(organisation))
    return RoleAssignment.objects.create(
        user=user, role=role, started_on=START, **({kind: organisation} if kind else {})
    )


def make_practice(
    name: str, ods_code: str, group: CommissioningGroup | None = None, **fields: object
) -> Practice:
    practice = Practice.objects.create(name=name, ods_code=ods_code, **fields)
    if group:
        Membership.objects.create(group=group, practice=practice, joined_on=START)
    return practice


def make_cast() -> Cast:
    """Write the places and people to the database and hand them over."""
    pct = PCT.objects.create(ods_code="5P4", name="West Hertfordshire PCT")
    other_pct = PCT.objects.create(ods_code="5P3", name="East and North Hertfordshire PCT")
    dacorum = CommissioningGroup.objects.create(pct=pct, slug="daccom", name="DacCom")
    other = CommissioningGroup.objects.create(pct=pct, slug="watcom", name="WatCom")
    cast = Cast(
        pct=pct,
        other_pct=other_pct,
        dacorum=dacorum,
        other_group=other,
        alder=make_practice("Alder Surgery", "E82901", dacorum),
        birch=make_practice("Birch Surgery", "E82902", dacorum),
        oak=make_practice("Oak Surgery", "E82903", other),
    )
    roles: dict[str, tuple[Role, Practice | CommissioningGroup | PCT | None]] = {
        "alice": (Role.PRACTICE_MANAGER, cast.alder),
        "bob": (Role.GP, cast.alder),
        "charlie": (Role.PRACTICE_MANAGER, cast.birch),
        "erin": (Role.EXECUTIVE_MEMBER, dacorum),
        "chris": (Role.EXECUTIVE_CHAIR, dacorum),
        "dee": (Role.DIRECTOR, dacorum),
        "max": (Role.PROGRAMME_MANAGER, dacorum),
        "lee": (Role.PROJECT_LEAD, dacorum),
        "rita": (Role.PATIENT_REPRESENTATIVE, dacorum),
        "pat": (Role.PCT_COMMISSIONER, pct),
        "ira": (Role.PCT_INFORMATION, pct),
        "fin": (Role.PCT_FINANCE, pct),
        "peg": (Role.PEC_CHAIR, pct),
        "cal": (Role.PCT_CHIEF_EXECUTIVE, pct),
        "ada": (Role.ADMINISTRATOR, None),
        "olive": (Role.PRACTICE_MANAGER, cast.oak),
        "zoe": (Role.PCT_COMMISSIONER, other_pct),
    }
    for name, (role, organisation) in roles.items():
        give_role(cast.people.setdefault(name, make_user(name)), role, organisation)
    cast.people["nobody"] = make_user("nobody")
    return cast
