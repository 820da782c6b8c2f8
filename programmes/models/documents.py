"""PDFs of plan versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from practices.models import User


class PlanDocumentQuerySet(models.QuerySet["PlanDocument"]):
    def visible_to(self, user: User) -> PlanDocumentQuerySet:
        """Drafts inside group and PCT; sealed plans for every practice of the group too."""
        inside = Q(version__plan__group__in=user.access.own_group_ids) | Q(
            version__plan__group__pct__in=user.access.pct_ids
        )
        sealed = Q(kind=PlanDocument.Kind.SEALED, version__plan__group__in=user.access.group_ids)
        return self.filter(inside | sealed)


class PlanDocument(models.Model):
    """The PDF of a version, as a draft or sealed; its bytes never change (`sha256` is theirs)."""

    class Kind(models.TextChoices):
        DRAFT = "draft", "Draft"
        SEALED = "sealed", "Signed and sealed"

    version = models.ForeignKey("programmes.PlanVersion", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=6, choices=Kind)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    objects = PlanDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "kind"], name="one_document_per_version_and_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["draft", "sealed"]), name="plan_document_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.get_kind_display()})"
