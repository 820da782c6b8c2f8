"""What happened to a milestone, step by step. The database refuses to change or delete a step."""

from django.db import models
from django.db.models import Q


class MilestoneStep(models.Model):
    """Evidence handed in, or a decision: who, when, in which words. `number` counts the steps of a milestone.

    `words` is the evidence or the reason; a decision names the `meeting` that took it when there was one.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "Evidence submitted"
        APPROVED = "approved", "Approved"
        NOT_APPROVED = "not_approved", "Not approved"

    milestone = models.ForeignKey("programmes.Milestone", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.TextField()
    meeting = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "number"], name="one_step_per_milestone_number"),
            models.CheckConstraint(
                condition=Q(kind__in=["submitted", "approved", "not_approved"]),
                name="milestone_step_kind_is_known",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="milestone_step_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, step {self.number}"
