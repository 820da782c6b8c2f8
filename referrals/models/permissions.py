"""Leave to send a return later than everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import Month
from practices.scope import readable_rows

if TYPE_CHECKING:
    from practices.models import User


class ReturnExtensionQuerySet(models.QuerySet["ReturnExtension"]):
    def visible_to(self, user: User) -> ReturnExtensionQuerySet:
        return self.filter(readable_rows(user, month="month"))


class ReturnExtension(models.Model):
    """A practice may send its return for `month` up to and including `until`; one that holds at a time."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="extensions")
    month = models.DateField()
    until = models.DateField()
    reason = models.TextField(max_length=500)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = ReturnExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["month", "granted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "month"],
                condition=Q(ended_at=None),
                name="one_open_extension_per_practice_month",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="extension_month_is_a_first"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="extension_ended_at_needs_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}, {Month(self.month)}, until {self.until}"


class Notice(models.Model):
    """A mail about a month that went out once: a reminder to a practice or the digest to a group."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", "Reminder"
        DIGEST = "digest", "Digest"

    kind = models.CharField(max_length=8, choices=Kind)
    practice = models.ForeignKey(
        "practices.Practice", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="notices"
    )
    month = models.DateField()
    sent_on = models.DateField()
    recipients = models.PositiveIntegerField()

    class Meta:
        ordering = ["-sent_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "month", "sent_on"],
                condition=Q(kind="reminder"),
                name="one_reminder_per_practice_month_day",
            ),
            models.UniqueConstraint(
                fields=["group", "month"], condition=Q(kind="digest"), name="one_digest_per_group_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="notice_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(kind="reminder", practice__isnull=False) | Q(kind="digest", practice=None),
                name="notice_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sent_on}"
