"""The accounts of the demonstration. Their names are invented: nobody in the documents has an account."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from practices.demo import story
from practices.models import CommissioningGroup, Practice, Role, RoleAssignment, User

PASSWORD = "dacorum-2009-demo"
ROLES_FROM = dt.date(2006, 4, 1)
ADMINISTRATOR = "administrator@daccom.example"
FINANCE = "finance@westherts.example"
PCT_INFORMATION = "information@westherts.example"
PCT_COMMISSIONER = "commissioner@westherts.example"
PROGRAMME_MANAGER = "programme@daccom.example"
PROJECT_LEAD = "project@daccom.example"
CHAIR = "chair@daccom.example"
SECOND_MANAGER = "manager@boxwell-road.example"


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in, in one role or none yet; `ods_code` names the practice of a practice role."""

    email: str
    name: str
    role: Role | None
    ods_code: str = ""


ONE_FOR_EACH_ROLE = (
    Account("manager@fernville.example", "Helen Marsh", Role.PRACTICE_MANAGER, story.VISITOR),
    Account("gp@fernville.example", "Dr Amir Rahman", Role.GP, story.VISITOR),
    Account("executive@daccom.example", "Dr Ruth Ellery", Role.EXECUTIVE_MEMBER),
    Account(CHAIR, "Peter Langford", Role.EXECUTIVE_CHAIR),
    Account("director@daccom.example", "Dr Nadia Osei", Role.DIRECTOR),
    Account(PROGRAMME_MANAGER, "Claire Winter", Role.PROGRAMME_MANAGER),
    Account(PROJECT_LEAD, "Dr Simon Hale", Role.PROJECT_LEAD),
    Account("patients@daccom.example", "Joan Ferris", Role.PATIENT_REPRESENTATIVE),
    Account(PCT_COMMISSIONER, "Martin Doyle", Role.PCT_COMMISSIONER),
    Account(PCT_INFORMATION, "Priya Nair", Role.PCT_INFORMATION),
    Account(FINANCE, "Andrew Kemp", Role.PCT_FINANCE),
    Account("pec-chair@westherts.example", "Dr Olivia Grant", Role.PEC_CHAIR),
    Account("chief-executive@westherts.example", "Robert Ashby", Role.PCT_CHIEF_EXECUTIVE),
    Account(ADMINISTRATOR, "Sam Porter", Role.ADMINISTRATOR),
)
OTHER_MANAGERS = tuple(
    Account(f"manager@{place}.example", name, Role.PRACTICE_MANAGER, ods_code)
    for ods_code, place, name in (
        ("E82028", "milton-house", "Laura Benson"),
        ("E82652", "gossoms-end", "Karen Holt"),
        ("E82643", "archway", "Denise Farrow"),
        ("E82644", "coleridge", "Gillian Pace"),
        ("E82129", "the-nap", "Stephen Crane"),
        ("E82032", "bennetts-end", "Wendy Lister"),
        ("E82131", "new-surgery", "Fiona Tate"),
        ("E82050", "grovehill", "Brian Sutton"),
        ("E82066", "haverfield", "Angela Reeve"),
        ("E82070", "woodhall-farm", "Monica Shaw"),
        ("E82051", "everest-house", "Philip Drew"),
        ("E82640", "highfield", "Tessa Boyd"),
        ("E82001", "rothschild", "Carol Nash"),
        ("E82094", "manor-street", "Graham Pike"),
        ("E82091", "parkwood", "Louise Carver"),
        ("E82076", "boxwell-road", "Janet Moss"),
        ("E82663", "markyate", "Ian Fletcher"),
        ("E82009", "lincoln-house", "Hazel Dunn"),
    )
)
NEWCOMER = Account("newcomer@daccom.example", "Emma Rowland", None)
"""Somebody to whom the administrator has still to give a role."""
ACCOUNTS = (*ONE_FOR_EACH_ROLE, *OTHER_MANAGERS, NEWCOMER)


def load_accounts() -> int:
    """Write every account and its role; how many."""
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(email=account.email, name=account.name, password=password, is_demonstration=True)
        for account in ACCOUNTS
    )
    users = User.objects.in_bulk(field_name="email")
    group = CommissioningGroup.objects.select_related("pct").get(slug=story.GROUP)
    practices = Practice.objects.in_bulk([a.ods_code for a in ACCOUNTS], field_name="ods_code")
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            user=users[account.email],
            role=account.role,
            started_on=ROLES_FROM,
            given_by=None if account.email == ADMINISTRATOR else users[ADMINISTRATOR],
            **_organisation(account, group, practices),
        )
        for account in ACCOUNTS
        if account.role
    )
    return len(ACCOUNTS)


def _organisation(
    account: Account, group: CommissioningGroup, practices: dict[str, Practice]
) -> dict[str, Model]:
    """The organisation a role is held for, by the name of its field."""
    if account.ods_code:
        return {"practice": practices[account.ods_code]}
    if account.role == Role.ADMINISTRATOR:
        return {}
    return {"group": group} if account.email.endswith("@daccom.example") else {"pct": group.pct}


def managers() -> dict[int, User]:
    """The demonstration's practice manager of each practice, by the practice's id."""
    rows = RoleAssignment.objects.filter(role=Role.PRACTICE_MANAGER, user__is_demonstration=True)
    return {row.practice_id: row.user for row in rows.select_related("user") if row.practice_id}


def describe_accounts() -> str:
    """What `load_demo` prints: one account for each role, and how the other managers sign in."""
    shown = [*ONE_FOR_EACH_ROLE, *(a for a in OTHER_MANAGERS if a.email == SECOND_MANAGER)]
    wide = max(len(account.email) for account in shown)
    lines = [
        f"  {account.email:<{wide}}  {account.role.label}: {account.name}{_where(account)}"
        for account in shown
        if account.role
    ]
    return "\n".join(
        [
            f"Demonstration accounts (invented people), all with the password {PASSWORD}",
            *lines,
            f"  and the managers of the other {len(OTHER_MANAGERS) - 1} practices,"
            " such as manager@parkwood.example",
        ]
    )


def _where(account: Account) -> str:
    return f", practice {account.ods_code}" if account.ods_code else ""
