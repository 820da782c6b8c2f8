"""Registered patients of a practice on a day, by sex and age band."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from practices.scope import readable_rows

if TYPE_CHECKING:
    from practices.models.users import User


class Sex(models.TextChoices):
    MALE = "1", "Male"
    FEMALE = "2", "Female"


class AgeBand(models.TextChoices):
    """The bands of the national list-size file."""

    B00_04 = "0-4", "0 to 4"
    B05_14 = "5-14", "5 to 14"
    B15_24 = "15-24", "15 to 24"
    B25_34 = "25-34", "25 to 34"
    B35_44 = "35-44", "35 to 44"
    B45_54 = "45-54", "45 to 54"
    B55_64 = "55-64", "55 to 64"
    B65_74 = "65-74", "65 to 74"
    B75_UP = "75+", "75 and over"


class ListSizeQuerySet(models.QuerySet["ListSize"]):
    def visible_to(self, user: User) -> ListSizeQuerySet:
        """Counts are no patient rows: whoever reads the practice reads them."""
        return self if user.access.is_administrator else self.filter(readable_rows(user))

    def on(self, as_at: dt.date) -> ListSizeQuerySet:
        """The counts taken on exactly that day."""
        return self.filter(as_at=as_at)


class ListSize(models.Model):
    """How many patients of one sex and age band were registered on `as_at`; `source` says who counted."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="list_sizes")
    as_at = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex)
    age_band = models.CharField(max_length=5, choices=AgeBand)
    patients = models.PositiveIntegerField()
    source = models.CharField(max_length=120)
    is_simulated = models.BooleanField(default=False)

    objects = ListSizeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "as_at", "sex", "age_band"], name="one_count_per_practice_day_sex_band"
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="list_size_sex_is_known"),
            models.CheckConstraint(
                condition=Q(age_band__in=AgeBand.values), name="list_size_age_band_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.as_at} {self.sex} {self.age_band}"
