"""What a dashboard showed of a month, kept as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import Month

if TYPE_CHECKING:
    from practices.models import User


class DashboardSnapshotQuerySet(models.QuerySet["DashboardSnapshot"]):
    def visible_to(self, user: User) -> DashboardSnapshotQuerySet:
        """Those of the groups one reads by name."""
        return self.filter(group__in=user.access.named_group_ids)


class DashboardSnapshot(models.Model):
    """A group's figures of `month` as they stood when it was taken: whole, for every reader; never changed.

    `figures` holds what every reader's page is made from: small numbers are left out for a reader on the way
    to the page, never here. `layout` is the version of the figures' form, `sha256` the digest of their
    canonical JSON. `taken_by` None: the system, at night.
    """

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="dashboard_snapshots"
    )
    month = models.DateField()
    figures = models.JSONField()
    layout = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = DashboardSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["group", "month"], name="one_snapshot_per_group_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="snapshot_month_is_a_first"),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {Month(self.month)}"
