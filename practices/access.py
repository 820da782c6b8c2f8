"""What one person may read: their roles today and the organisations these open up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom import calendar

if TYPE_CHECKING:
    from practices.models import User

Ids = frozenset[int]


@dataclass(frozen=True)
class Access:
    """The ids a person's roles reach today.

    `roles` holds (role, organisation id or None). `practice_ids`: own practices. `own_group_ids`: groups
    they work for. `group_ids`: groups whose practice-level figures they may read. `named_group_ids`: those of
    them in which they see every practice by name. `pct_ids`: PCTs they work for.
    """

    roles: frozenset[tuple[str, int | None]]
    practice_ids: Ids
    own_group_ids: Ids
    group_ids: Ids
    named_group_ids: Ids
    pct_ids: Ids

    @classmethod
    def of(cls, user: User) -> Access:
        """Read the roles that `user` holds today, in at most three queries."""
        from practices.models import RoleAssignment

        today = calendar.today()
        held = list(
            RoleAssignment.objects.on(today)
            .filter(user_id=user.pk)
            .values_list("role", "practice_id", "group_id", "pct_id")
        )
        practices = _ids(practice for _, practice, _, _ in held)
        groups = _ids(group for _, _, group, _ in held)
        pcts = _ids(pct for *_, pct in held)
        reach = _groups_reached(practices, groups, pcts)
        return cls(
            roles=frozenset((role, practice or group or pct) for role, practice, group, pct in held),
            practice_ids=practices,
            own_group_ids=groups,
            group_ids=frozenset(reach),
            named_group_ids=frozenset(
                pk for pk, (shares, pct) in reach.items() if shares or pk in groups or pct in pcts
            ),
            pct_ids=pcts,
        )

    def has(self, *roles: str, organisation: models.Model | int | None = None) -> bool:
        """Whether one of `roles` is held; for `organisation` when that is given."""
        pk = organisation.pk if isinstance(organisation, models.Model) else organisation
        return any(role in roles and (pk is None or held_for == pk) for role, held_for in self.roles)

    @property
    def is_administrator(self) -> bool:
        return self.has("administrator")


def _groups_reached(practices: Ids, groups: Ids, pcts: Ids) -> dict[int, tuple[bool, int]]:
    """The readable groups: id to (shares practices by name, PCT id)."""
    from practices.models import CommissioningGroup

    today = calendar.today()
    own = Q(memberships__practice__in=practices, memberships__joined_on__lte=today) & (
        Q(memberships__left_on=None) | Q(memberships__left_on__gt=today)
    )
    rows = CommissioningGroup.objects.filter(Q(pk__in=groups) | Q(pct__in=pcts) | own).distinct()
    return {pk: (shares, pct) for pk, shares, pct in rows.values_list("pk", "shares_named_practices", "pct")}


def _ids(values: Iterable[int | None]) -> Ids:
    return frozenset(value for value in values if value is not None)
