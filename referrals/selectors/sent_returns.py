"""The returns of a year as they stand, with what they add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from daccom.calendar import FinancialYear
from practices.models import User
from referrals.models import MonthlyReturn
from referrals.selectors.certified import queried_content
from referrals.selectors.roster import Roster


@dataclass(frozen=True)
class SentReturn:
    """A return as it stands: `referrals` is None for a return without a single line, 0 for a nil one.

    `queried_content` is what was last sent of a return that is queried: what its practice changes since is
    its own until it is sent again.
    """

    practice_id: int
    month: dt.date
    status: str
    is_nil: bool
    first_submitted_at: dt.datetime | None
    referrals: int | None
    is_simulated: bool
    queried_content: dict[str, Any] | None = None

    @property
    def is_in(self) -> bool:
        """Certified and complete. One that was queried since is still in."""
        return self.first_submitted_at is not None


Returns = dict[tuple[int, dt.date], SentReturn]


def returns_of(*, roster: Roster, user: User) -> Returns:
    """The returns of the roster's year up to its month, with what they add up to; one query."""
    return returns_among(roster.ids, roster.month.year, user)


def returns_among(practice_ids: Collection[int], year: FinancialYear, user: User) -> Returns:
    """The returns of these practices for a year, as far as `user` reads them; one query."""
    months = year.months
    rows = (
        MonthlyReturn.objects.visible_to(user)
        .filter(practice__in=practice_ids, month__gte=months[0].first, month__lte=months[-1].first)
        .annotate(total=Sum("counts__referrals"))
        .values_list(
            "practice_id",
            "month",
            "status",
            "nil_referrals",
            "first_submitted_at",
            "total",
            "is_simulated",
            queried_content(),
        )
        .order_by()
    )
    found = (_sent_return(*row) for row in rows)
    return {(row.practice_id, row.month): row for row in found}


def _sent_return(
    practice: int,
    month: dt.date,
    status: str,
    is_nil: bool,
    sent: dt.datetime | None,
    total: int | None,
    simulated: bool,
    content: dict[str, Any] | None,
) -> SentReturn:
    """One row; a queried return counts as it was sent, whatever its practice has changed since."""
    if content:
        is_nil, total = content["nil_referrals"], content["totals"]["all"]
    total = 0 if is_nil else total
    return SentReturn(practice, month, status, is_nil, sent, total, simulated, content)
