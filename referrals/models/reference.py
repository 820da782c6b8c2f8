"""Treatment functions and providers: the codes that returns and episodes refer to."""

from django.db import models


class Specialty(models.Model):
    """A treatment function of the NHS Data Dictionary, such as 330 Dermatology."""

    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=80)
    in_return = models.BooleanField(default=True, help_text="A line of the monthly return.")
    is_high_volume = models.BooleanField(
        default=False, help_text="One of the eight with a 10% reduction target."
    )

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "specialties"

    def __str__(self) -> str:
        return self.name


class Provider(models.Model):
    """A hospital trust that sends episodes."""

    ods_code = models.CharField("ODS code", max_length=6, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
