"""Roles: the organisation decides the rows, the role decides the actions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from practices.models.users import User

Kind = Literal["practice", "group", "pct", "service"]


class Role(models.TextChoices):
    PRACTICE_MANAGER = "practice_manager", "Practice manager"
    GP = "gp", "GP"
    EXECUTIVE_MEMBER = "executive_member", "Executive member"
    EXECUTIVE_CHAIR = "executive_chair", "Executive chair"
    DIRECTOR = "director", "Director"
    PROGRAMME_MANAGER = "programme_manager", "Programme manager"
    PROJECT_LEAD = "project_lead", "Project lead"
    PATIENT_REPRESENTATIVE = "patient_representative", "Patient representative"
    PCT_COMMISSIONER = "pct_commissioner", "PCT commissioner"
    PCT_INFORMATION = "pct_information", "PCT information"
    PCT_FINANCE = "pct_finance", "PCT finance"
    PEC_CHAIR = "pec_chair", "PEC chair"
    PCT_CHIEF_EXECUTIVE = "pct_chief_executive", "PCT chief executive"
    ADMINISTRATOR = "administrator", "Administrator"


PRACTICE_ROLES = (Role.PRACTICE_MANAGER, Role.GP)
GROUP_ROLES = (
    Role.EXECUTIVE_MEMBER,
    Role.EXECUTIVE_CHAIR,
    Role.DIRECTOR,
    Role.PROGRAMME_MANAGER,
    Role.PROJECT_LEAD,
    Role.PATIENT_REPRESENTATIVE,
)
PCT_ROLES = (
    Role.PCT_COMMISSIONER,
    Role.PCT_INFORMATION,
    Role.PCT_FINANCE,
    Role.PEC_CHAIR,
    Role.PCT_CHIEF_EXECUTIVE,
)
ORGANISATION_KIND: dict[str, Kind] = {
    **{role.value: "practice" for role in PRACTICE_ROLES},
    **{role.value: "group" for role in GROUP_ROLES},
    **{role.value: "pct" for role in PCT_ROLES},
    Role.ADMINISTRATOR.value: "service",
}


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def visible_to(self, user: User) -> RoleAssignmentQuerySet:
        """One's own roles; everybody's for an administrator."""
        return self if user.access.is_administrator else self.filter(user=user)

    def on(self, day: dt.date) -> RoleAssignmentQuerySet:
        """The roles that hold on `day` (the day of ending no longer counts)."""
        return self.filter(started_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


class RoleAssignment(models.Model):
    """One role that one person holds for one organisation, from a day and perhaps to a day."""

    user = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(max_length=30, choices=Role)
    practice = models.ForeignKey("practices.Practice", null=True, blank=True, on_delete=models.PROTECT)
    group = models.ForeignKey("practices.CommissioningGroup", null=True, blank=True, on_delete=models.PROTECT)
    pct = models.ForeignKey("practices.PCT", null=True, blank=True, on_delete=models.PROTECT)
    started_on = models.DateField()
    given_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "started_on"]
        constraints = [
            models.CheckConstraint(
                name="role_belongs_to_its_kind_of_organisation",
                condition=Q(role__in=PRACTICE_ROLES, practice__isnull=False, group=None, pct=None)
                | Q(role__in=GROUP_ROLES, practice=None, group__isnull=False, pct=None)
                | Q(role__in=PCT_ROLES, practice=None, group=None, pct__isnull=False)
                | Q(role=Role.ADMINISTRATOR, practice=None, group=None, pct=None),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="role_ended_on_needs_by",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="role_ends_after_it_starts",
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", "role", kind],
                    condition=Q(ended_on=None, **{f"{kind}__isnull": False}),
                    name=f"one_current_role_per_user_and_{kind}",
                )
                for kind in ("practice", "group", "pct")
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_on=None, practice=None, group=None, pct=None),
                name="one_current_service_role_per_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} for {self.organisation or 'the service'}"

    @property
    def organisation(self) -> models.Model | None:
        return self.practice or self.group or self.pct
