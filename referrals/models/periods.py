"""When a group's month is due, when it closes, and from which cost an episode is validated."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import models
from django.db.models import Q

from daccom import calendar

DEFAULT_THRESHOLD = Decimal("3000.00")


class ReportingPeriod(models.Model):
    """The dates and the threshold of one group's activity month.

    An episode is validated when it cost more than `validation_threshold` pounds: £3,000.00 is not over.
    """

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="periods"
    )
    month = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which a return can be submitted.")
    validation_threshold = models.DecimalField(max_digits=10, decimal_places=2, default=DEFAULT_THRESHOLD)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["group", "month"], name="one_period_per_group_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="period_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("due_on")), name="period_closes_after_due"
            ),
            models.CheckConstraint(
                condition=Q(validation_threshold__gte=0), name="period_threshold_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {calendar.Month(self.month)}"

    @classmethod
    def usual(cls, *, group_id: int, month: calendar.Month) -> ReportingPeriod:
        """The unsaved period by the group's usual rule: due on the 10th working day of the next month,
        closed at the end of the month after that."""
        closes = month.next().next().last
        return cls(group_id=group_id, month=month.first, due_on=calendar.due_date(month), closes_on=closes)

    def is_closed(self, today: dt.date) -> bool:
        return today > self.closes_on

    def is_late(self, day: dt.date) -> bool:
        """Whether something sent on `day` is late; the due day itself counts as on time."""
        return day > self.due_on
