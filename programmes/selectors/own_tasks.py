"""What one practice has to do today: months to send, episodes to answer, requests to answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from practices.models import Practice
from referrals.models import OutlierRequest
from referrals.selectors.months import PracticeMonth
from referrals.selectors.outliers import asked_of
from referrals.selectors.waiting import unanswered, waiting_months


@dataclass(frozen=True)
class OwnTasks:
    """`episodes` counts those without answers, by the month they wait in."""

    months: list[PracticeMonth]
    episodes: list[tuple[PracticeMonth, int]]
    requests: list[OutlierRequest]

    @property
    def is_empty(self) -> bool:
        return not (self.months or self.episodes or self.requests)


def own_tasks(*, practice: Practice, today: dt.date) -> OwnTasks:
    """For the practice's own people only: what they count is nobody else's."""
    months = waiting_months([practice], today)
    counts = unanswered(months)
    waiting = [
        (month, count) for month in months if (count := counts.get((practice.pk, month.month.first), 0))
    ]
    return OwnTasks(months, waiting, asked_of({practice.pk}))
