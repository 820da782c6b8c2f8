"""What is signed, stored whole, and the three signatures under it. The database refuses to change either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from practices.models import User


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def visible_to(self, user: User) -> PlanVersionQuerySet:
        """Every version inside group and PCT; practices of the group read the signed one."""
        inside = Q(plan__group__in=user.access.own_group_ids) | Q(plan__group__pct__in=user.access.pct_ids)
        return self.filter(inside | Q(pk__in=self.signed().filter(plan__group__in=user.access.group_ids)))

    def signed(self) -> PlanVersionQuerySet:
        """The versions under which the third signature stands."""
        return self.filter(signatures__order=PlanSignature.Order.CHIEF_EXECUTIVE)


class PlanVersion(models.Model):
    """The whole content of a plan at one moment; `sha256` is the digest of its canonical JSON.

    A version whose signatures were voided by a later change simply is no longer the newest.
    """

    plan = models.ForeignKey(
        "programmes.CommissioningPlan", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_plan_version_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"


class PlanSignature(models.Model):
    """One of the three signatures, in order, under exactly `content_sha256`."""

    class Order(models.IntegerChoices):
        EXECUTIVE_CHAIR = 1, "DacCom Executive Chair"
        PEC_CHAIR = 2, "Joint PEC Commissioning Committee Chair"
        CHIEF_EXECUTIVE = 3, "PCT Chief Executive"

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signatures")
    order = models.PositiveSmallIntegerField(choices=Order)
    typed_name = models.CharField(max_length=100)
    content_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="one_signature_per_version_and_order"),
            models.UniqueConstraint(
                fields=["version", "signed_by"], name="one_signature_per_version_and_person"
            ),
            models.CheckConstraint(condition=Q(order__gte=1, order__lte=3), name="signature_order_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_order_display()}: {self.typed_name}"
