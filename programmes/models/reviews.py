"""The review of last year's business plan objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from practices.models import User


class ReviewedObjectiveQuerySet(models.QuerySet["ReviewedObjective"]):
    def visible_to(self, user: User) -> ReviewedObjectiveQuerySet:
        return self.filter(group__in=user.access.group_ids)


class ReviewedObjective(models.Model):
    """One objective of the year before, and how far it came; `comments` is a list of texts."""

    class Progress(models.TextChoices):
        ACHIEVED = "achieved", "Achieved"
        PARTLY = "partly", "Partly achieved"
        ONGOING = "ongoing", "Ongoing"
        NOT_YET = "not_yet", "Not yet achieved"
        UNSUCCESSFUL = "unsuccessful", "Unsuccessful"
        FAILED = "failed", "Failed"
        NOT_STATED = "not_stated", "No status stated"

    group = models.ForeignKey("practices.CommissioningGroup", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="The year under review.")
    number = models.PositiveSmallIntegerField()
    objective = models.TextField()
    progress = models.CharField(max_length=12, choices=Progress)
    comments = models.JSONField(default=list)

    objects = ReviewedObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "year", "number"], name="one_review_per_group_year_number"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="review_year_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(
                    progress__in=[
                        "achieved",
                        "partly",
                        "ongoing",
                        "not_yet",
                        "unsuccessful",
                        "failed",
                        "not_stated",
                    ]
                ),
                name="review_progress_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.objective[:60]}"
