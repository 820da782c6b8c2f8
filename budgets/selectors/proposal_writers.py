"""Who had a hand in a proposal before it was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from budgets.models import ReinvestmentProposal

WRITTEN = ("reinvestment.drafted", "reinvestment.changed", "reinvestment.proposed")


def writers_of(rows: Iterable[ReinvestmentProposal]) -> dict[int, set[int]]:
    """By the proposal's id, the ids of all who drafted, changed or proposed it; one query.

    A draft keeps who saved it last; the others are in the audit log.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        found[row.pk].add(row.saved_by_id)
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(ReinvestmentProposal),
        object_pk__in=[str(pk) for pk in found],
        additional_data__verb__in=WRITTEN,
    )
    for pk, actor in entries.order_by().values_list("object_pk", "actor"):
        found[int(pk)].add(actor)
    return found
