"""Keeping what a group's dashboard showed of a month. The only code that writes snapshots."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import IntegrityError, transaction

from daccom import calendar
from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import CommissioningGroup, User
from programmes.figures import LAYOUT, digest, to_json
from programmes.models import DashboardSnapshot
from programmes.selectors.figures import group_figures
from programmes.selectors.snapshots import months_to_keep, settled_month

logger = logging.getLogger(__name__)


def take_snapshot(
    *, group: CommissioningGroup, month: Month, by: User | None = None, at: dt.datetime | None = None
) -> DashboardSnapshot:
    """Keep the figures of a settled month as they stand, once: the second time gives the first.

    `by` None: the system, at night. `at`: the business moment of taking, now unless told. Refuses a month
    that is not settled: the next month's returns are not due yet.
    """
    at = at or calendar.now()
    settled = settled_month(group, at.date())
    if month > settled:
        raise Refused(
            "snapshot.not-settled",
            f"{month} is not settled: the returns for {month.next()} are not due yet.",
            f"The newest settled month is {settled}.",
        )
    kept = DashboardSnapshot.objects.filter(group=group, month=month.first).first()
    return kept or _taken(group, month, by, at)


def take_due_snapshots(*, group: CommissioningGroup, today: dt.date) -> int:
    """Keep every settled month of this year and the last that has none yet; how many that were."""
    months = months_to_keep(group, today)
    for month in months:
        take_snapshot(group=group, month=month)
    if months:
        logger.info("snapshots taken", extra={"group": group.pk, "months": len(months)})
    return len(months)


def _taken(group: CommissioningGroup, month: Month, by: User | None, at: dt.datetime) -> DashboardSnapshot:
    """Written with its audit row; what another worker wrote in the meantime stands."""
    figures = group_figures(group=group, month=month, today=at.date())
    plain = to_json(figures)
    try:
        with transaction.atomic():
            snapshot = DashboardSnapshot.objects.create(
                group=group,
                month=month.first,
                figures=plain,
                layout=LAYOUT,
                sha256=digest(plain),
                taken_at=at,
                taken_by=by,
                is_simulated=figures.is_simulated,
            )
            record(
                by=by,
                verb="snapshot.taken",
                target=snapshot,
                after={"month": month.slug, "sha256": snapshot.sha256},
            )
    except IntegrityError:
        return DashboardSnapshot.objects.get(group=group, month=month.first)
    return snapshot
