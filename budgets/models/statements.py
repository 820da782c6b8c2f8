"""Figures that a document states, kept as stated beside what we compute."""

from django.db import models


class StatedFigure(models.Model):
    """One figure of a source document: how it was written, what it means and, where one is given, the amount.

    `amount` is pounds; an underspend is negative. `note` says where the document disagrees with itself.
    """

    code = models.CharField(max_length=20, unique=True)
    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="stated_figures"
    )
    source = models.CharField(max_length=120)
    as_written = models.CharField(max_length=60)
    meaning = models.CharField(max_length=200)
    period = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=13, decimal_places=2, null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.as_written}: {self.meaning}"
