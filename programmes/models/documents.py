"""PDFs of plan versions."""

from django.db import models
from django.db.models import Q


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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "kind"], name="one_document_per_version_and_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["draft", "sealed"]), name="plan_document_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.get_kind_display()})"
