"""The Appendix 1 rows of a plan: what is to be done, by whom, by when, to what end."""

from django.db import models
from django.db.models import Q


class Priority(models.Model):
    """An objective of the plan, national and regional or local."""

    class Section(models.TextChoices):
        NATIONAL = "national", "National and regional"
        LOCAL = "local", "Local"

    plan = models.ForeignKey(
        "programmes.CommissioningPlan", on_delete=models.PROTECT, related_name="priorities"
    )
    section = models.CharField(max_length=10, choices=Section)
    code = models.CharField(max_length=6)
    order = models.PositiveSmallIntegerField()
    objective = models.TextField()
    notes = models.JSONField(default=list, blank=True, help_text="Where the source is ambiguous.")

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_priority_per_plan_code"),
            models.CheckConstraint(
                condition=Q(section__in=["national", "local"]), name="priority_section_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.objective[:60]}"


class PriorityRow(models.Model):
    """A part of a priority with its own lead and timescale."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="rows")
    order = models.PositiveSmallIntegerField()
    lead = models.CharField(max_length=200, blank=True)
    timescale = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["priority", "order"], name="one_row_per_priority_order")
        ]

    def __str__(self) -> str:
        return f"{self.priority} row {self.order}"


class PriorityItem(models.Model):
    """An action, a milestone or an outcome of a row."""

    class Kind(models.TextChoices):
        ACTION = "action", "Action"
        MILESTONE = "milestone", "Milestone"
        OUTCOME = "outcome", "Outcome"

    row = models.ForeignKey(PriorityRow, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["row", "kind", "order"], name="one_item_per_row_kind_order"),
            models.CheckConstraint(
                condition=Q(kind__in=["action", "milestone", "outcome"]), name="priority_item_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
