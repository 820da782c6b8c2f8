"""The PCT posts how often each sex and age is treated: points of delivery of a year, each as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from daccom.audit import record
from daccom.calendar import FinancialYear
from practices.models import PCT, User
from referrals.models import ReferenceEvents
from referrals.reference_files import ReferenceLine
from referrals.rules.extracts import require_load


@transaction.atomic
def post_reference_events(
    *, pct: PCT, year: FinancialYear, lines: Sequence[ReferenceLine], source: str, by: User | None
) -> int:
    """Put `lines` in place of what the PCT posted of the year for their points of delivery; how many events.

    `source` says who was counted. `by` None is the system. Raises Refused: extract.not-allowed.
    """
    require_load(by, pct)
    PCT.objects.select_for_update(no_key=True).get(pk=pct.pk)
    old = ReferenceEvents.objects.filter(pct=pct, year=year.start_year, pod__in={line.pod for line in lines})
    before = sum(old.values_list("events", flat=True))
    old.delete()
    ReferenceEvents.objects.bulk_create(
        ReferenceEvents(pct=pct, year=year.start_year, source=source, **line._asdict()) for line in lines
    )
    events = sum(line.events for line in lines)
    record(
        by=by,
        verb="reference-events.posted",
        target=pct,
        before={"events": before},
        after={"events": events, "year": str(year), "lines": len(lines), "source": source},
    )
    return events
