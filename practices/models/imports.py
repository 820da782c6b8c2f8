"""What was read from national files, when and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from practices.models.users import User


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: User) -> ImportRunQuerySet:
        """Every run for an administrator, no run for anybody else."""
        return self if user.access.is_administrator else self.none()


class ImportRun(models.Model):
    """One reading of one file: its fingerprint and what became of its rows. `by` None: the system."""

    class Kind(models.TextChoices):
        PRACTICES = "practices", "Practice register"
        LIST_SIZES = "list_sizes", "List sizes"

    kind = models.CharField(max_length=20, choices=Kind)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    as_at = models.DateField(null=True, help_text="The day of the counts, for list sizes.")
    rows_read = models.PositiveIntegerField()
    rows_created = models.PositiveIntegerField()
    rows_changed = models.PositiveIntegerField()
    rows_unchanged = models.PositiveIntegerField()
    rows_rejected = models.PositiveIntegerField()
    by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["practices", "list_sizes"]), name="import_run_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    rows_read=F("rows_created") + F("rows_changed") + F("rows_unchanged") + F("rows_rejected")
                ),
                name="import_run_accounts_for_every_row",
            ),
            models.CheckConstraint(
                condition=Q(kind="practices", as_at=None) | Q(kind="list_sizes", as_at__isnull=False),
                name="import_run_of_list_sizes_names_the_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.file_name}"
