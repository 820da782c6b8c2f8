"""Turns down staged rows whose episode counts in another month, which the file does not send again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, F, Sum

from daccom import calendar
from daccom.jobs import hold
from daccom.models import Job
from referrals.hidas.judging import LONGEST_VALUE, Fault, Judge
from referrals.hidas.reading import LINE, read_extract
from referrals.hidas.twins import below_a_good_one, keys
from referrals.models import Episode, Extract, Load
from referrals.selectors.staged import Key, elsewhere, practice_ids, rows_elsewhere
from referrals.services.episode_rows import delete_episodes_of
from referrals.services.extract_files import path_of
from referrals.services.staging import MOST_ERRORS, keep_faults

RULE = "episode-in-another-month"
WORDS = "counts in another month already; send that month again in the same file"


def turn_down_moved(*, extract: Extract, job: Job) -> int:
    """Make bad rows of them, in one transaction; how many. The audit row comes with the decision."""
    with transaction.atomic():
        hold(job)
        return _turn_down(extract)


def _turn_down(extract: Extract) -> int:
    room = MOST_ERRORS - extract.errors.count()
    named: list[Key] = []
    count = 0
    for load, others in elsewhere(extract):
        rows = rows_elsewhere(load, others)
        named += rows.values_list("provider__ods_code", "episode_id")[: max(room - len(named), 0)]
        count += delete_episodes_of(load=load.pk, also_in=others)
        _count_again(load)
    keep_faults(extract, list(_faults(extract, named)))
    Extract.objects.filter(pk=extract.pk).update(
        rows_good=F("rows_good") - count, rows_bad=F("rows_bad") + count
    )
    return count


def _count_again(load: Load) -> None:
    sums = Episode.every.filter(load=load).aggregate(rows=Count("pk"), cost=Sum("total_cost"))
    if not sums["rows"]:
        load.delete()
        return
    Load.objects.filter(pk=load.pk).update(rows=sums["rows"], total_cost=sums["cost"] or Decimal(0))


def _faults(extract: Extract, named: list[Key]) -> Iterator[Fault]:
    """The file is read again to say on which lines these episodes are."""
    if not named:
        return
    sought = {"\t".join(key) for key in named}
    reading = read_extract(path_of(extract), extract.mapping.columns if extract.mapping else None)
    judge = Judge(width=reading.arrangement.width, practices=practice_ids(), today=calendar.today())
    for table in reading.tables:
        judged = judge.judge(table.rows)
        judged = judged.once(below_a_good_one(judged))
        rows = judged.rows.with_columns(keys(judged.rows)).filter(
            judged.is_good & keys(judged.rows).is_in(list(sought))
        )
        for line, key, episode in rows.select(LINE, "key", "episode_id").rows():
            sought.discard(key)
            yield Fault(line, "episode_id", episode[:LONGEST_VALUE], RULE, WORDS)
