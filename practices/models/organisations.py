"""PCTs, commissioning groups and practices, and which practice was in which group when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

if TYPE_CHECKING:
    from practices.models.users import User


class PCTQuerySet(models.QuerySet["PCT"]):
    def visible_to(self, user: User) -> PCTQuerySet:
        """The PCTs one works for and those of the groups one reads; all for an administrator."""
        if user.access.is_administrator:
            return self
        above = CommissioningGroup.objects.filter(pk__in=user.access.group_ids).values("pct")
        return self.filter(Q(pk__in=user.access.pct_ids) | Q(pk__in=above))


class PCT(models.Model):
    """A Primary Care Trust: it holds the money and the contracts."""

    ods_code = models.CharField("ODS code", max_length=6, unique=True)
    name = models.CharField(max_length=100)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    objects = PCTQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class CommissioningGroupQuerySet(models.QuerySet["CommissioningGroup"]):
    def visible_to(self, user: User) -> CommissioningGroupQuerySet:
        """The groups whose practice-level figures this person may read."""
        return self.filter(pk__in=user.access.group_ids)


class CommissioningGroup(models.Model):
    """A group of practices that shares an indicative budget, such as DacCom."""

    pct = models.ForeignKey(PCT, on_delete=models.PROTECT, related_name="groups")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    shares_named_practices = models.BooleanField(
        default=True, help_text="Every practice of the group sees every practice by name."
    )
    certifier_differs = models.BooleanField(
        default=False, help_text="A return is sent by somebody else than whoever last saved its figures."
    )

    objects = CommissioningGroupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("practices:group-detail", kwargs={"slug": self.slug})


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, user: User) -> PracticeQuerySet:
        """Own practices; those of the groups one may read; everything for an administrator."""
        if user.access.is_administrator:
            return self
        in_groups = Membership.objects.filter(group__in=user.access.named_group_ids).values("practice")
        return self.filter(Q(pk__in=user.access.practice_ids) | Q(pk__in=in_groups))

    def in_group(self, group: CommissioningGroup, day: dt.date) -> PracticeQuerySet:
        """The practices that belonged to `group` on `day` and were open."""
        members = Membership.objects.on(day).filter(group=group).values("practice")
        return self.filter(pk__in=members).filter(Q(closed_on=None) | Q(closed_on__gt=day))


class Practice(models.Model):
    """A GP practice. `register_name` is what the national register calls it."""

    class Contract(models.TextChoices):
        GMS = "gms", "GMS"
        PMS = "pms", "PMS"
        NOT_STATED = "", "Not stated"

    ods_code = models.CharField("ODS code", max_length=6, unique=True)
    name = models.CharField(max_length=100)
    register_name = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=250, blank=True)
    town = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    contract = models.CharField(max_length=3, choices=Contract, blank=True, default=Contract.NOT_STATED)
    is_training = models.BooleanField("training practice", null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="practice_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(contract__in=["gms", "pms", ""]), name="practice_contract_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("practices:practice-detail", kwargs={"ods": self.ods_code})


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: User) -> MembershipQuerySet:
        """Those of the practices one may read."""
        return self.filter(practice__in=Practice.objects.visible_to(user).values("pk"))

    def on(self, day: dt.date) -> MembershipQuerySet:
        """The memberships that held on `day` (the day of leaving no longer counts)."""
        return self.filter(joined_on__lte=day).filter(Q(left_on=None) | Q(left_on__gt=day))


class Membership(models.Model):
    """A practice in a group, from the day it joined to the day it left."""

    group = models.ForeignKey(CommissioningGroup, on_delete=models.PROTECT, related_name="memberships")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="memberships")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=Q(left_on=None), name="one_current_group_per_practice"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} in {self.group}"
