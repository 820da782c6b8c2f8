"""The tree of budget categories."""

from django.db import models
from django.db.models import Q


class Category(models.Model):
    """A line of the indicative budget (acute commissioning); `outside_pbc` lines are shown, not managed."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    outside_pbc = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    closed_from = models.DateField(
        null=True, blank=True, help_text="The first month in which nothing is posted to it any more."
    )

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "categories"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_from=None) | Q(closed_from__day=1), name="category_closes_on_a_first"
            ),
        ]

    def __str__(self) -> str:
        return self.name
