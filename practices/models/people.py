"""People and the posts they hold, whether or not they have an account here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from practices.models.organisations import PCT, Practice

if TYPE_CHECKING:
    from practices.models.users import User


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        """Whoever holds or held a post one may read of, and oneself."""
        posts = Appointment.objects.visible_to(user).values("person")
        return self.filter(Q(pk__in=posts) | Q(user=user))


class Person(models.Model):
    """Somebody named in a document or an account."""

    name = models.CharField(max_length=100)
    user = models.OneToOneField(
        "practices.User", null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, user: User) -> AppointmentQuerySet:
        """The posts of the practices, groups and PCTs one may read; all for an administrator."""
        if user.access.is_administrator:
            return self
        return self.filter(
            Q(practice__in=Practice.objects.visible_to(user).values("pk"))
            | Q(group__in=user.access.group_ids)
            | Q(pct__in=PCT.objects.visible_to(user).values("pk"))
        )

    def on(self, day: dt.date) -> AppointmentQuerySet:
        """The posts held on `day`, the last day included."""
        return self.filter(started_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gte=day))


class Appointment(models.Model):
    """A post that a person holds in exactly one body: a practice, a group or a PCT."""

    class Body(models.TextChoices):
        EXECUTIVE = "executive", "Executive"
        BOARD = "board", "Board"
        SUPPORT_TEAM = "support_team", "PCT support team"
        PRACTICE = "practice", "Practice"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    body = models.CharField(max_length=20, choices=Body)
    practice = models.ForeignKey("practices.Practice", null=True, blank=True, on_delete=models.PROTECT)
    group = models.ForeignKey("practices.CommissioningGroup", null=True, blank=True, on_delete=models.PROTECT)
    pct = models.ForeignKey("practices.PCT", null=True, blank=True, on_delete=models.PROTECT)
    post = models.CharField(max_length=100)
    responsibilities = models.JSONField(default=list, blank=True)
    order = models.PositiveIntegerField(default=0)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["body", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practice__isnull=False, group=None, pct=None)
                | Q(practice=None, group__isnull=False, pct=None)
                | Q(practice=None, group=None, pct__isnull=False),
                name="appointment_in_exactly_one_organisation",
            ),
            models.CheckConstraint(
                condition=Q(body__in=["executive", "board", "support_team", "practice"]),
                name="appointment_body_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="appointment_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"
