"""Run the automatic checks over a load and keep what they found.

Imports polars: for workers and commands, not for pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

import polars as pl
from django.db import transaction

from daccom import calendar
from daccom.audit import record
from daccom.calendar import Month
from daccom.jobs import Step
from daccom.models import Job
from practices.models import CommissioningGroup, User
from referrals.checks import RULES
from referrals.checks.judging import judge
from referrals.models import Finding, Load
from referrals.selectors.check_rows import provided_for
from referrals.selectors.check_settings import asked_of, loads_to_check, most_days, of_job_key
from referrals.selectors.findings import missing_verdicts, stale_verdicts

COMPARING = [code for code, rule in RULES.items() if rule.compares_stays]
BATCH = 2_000


def check_load(*, load: Load, by: User | None) -> int:
    """Replace what the checks found in a current load; how many findings. Safe to run twice.

    Stays in other months of the provider whose verdict this load changes are judged again too. A load that
    does not count, or whose patients' numbers were removed, keeps what it has.
    """
    if not _can_be_judged(load):
        return 0
    mine, others = _judged(load)
    found = _replace(load, mine, by)
    for other, numbers in _touched(load, others).items():
        _judge_again(other, sorted(numbers), by)
    return found


def check_year(job: Job, step: Step) -> None:
    """Judge again all current loads of the year that the job names; each replaces its findings as a whole."""
    group_id, year = of_job_key(job.key)
    loads = loads_to_check(CommissioningGroup.objects.get(pk=group_id), year)
    for done, load in enumerate(loads):
        step(done, len(loads), f"{load.provider}, {Month(load.month)}")
        check_load(load=load, by=job.requested_by)
    step(len(loads), len(loads), "")


def _can_be_judged(load: Load) -> bool:
    """Without NHS numbers every row would look wrong."""
    return Load.objects.current().filter(pk=load.pk, identifiers_removed_on=None).exists()


def _judged(load: Load, numbers: Sequence[str] | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The verdicts on the load's own rows, and those on stays around them; of these patients or of all."""
    asked = asked_of(load)
    if numbers is not None:
        asked = [one for one in asked if one.rule.compares_stays]
    provided = provided_for(load, reach=most_days(asked), numbers=numbers)
    verdicts = judge(provided, asked)
    own = provided.rows.select("id")
    return verdicts.join(own, on="id", how="semi"), verdicts.join(own, on="id", how="anti")


@transaction.atomic
def _replace(load: Load, verdicts: pl.DataFrame, by: User | None) -> int:
    """Swap the findings of the whole load, as long as it still counts."""
    if not Load.objects.current().select_for_update().filter(pk=load.pk).exists():
        return 0
    before, _ = load.findings.all().delete()
    _write(load, verdicts)
    record(
        by=by,
        verb="load.checked",
        target=load,
        before={"findings": before},
        after={"findings": len(verdicts)},
    )
    return len(verdicts)


def _touched(load: Load, others: pl.DataFrame) -> dict[Load, set[str]]:
    """The loads, and the patients in them, whose stays have to be judged again because of this load."""
    pairs = others.select("id", "rule").rows()
    touched: dict[Load, set[str]] = defaultdict(set)
    for found in (missing_verdicts(pairs), stale_verdicts(load, COMPARING)):
        for other, number in found:
            touched[other].add(number)
    return touched


def _judge_again(load: Load, numbers: list[str], by: User | None) -> None:
    """Run the checks that compare stays once more for some patients of another load."""
    mine, _ = _judged(load, numbers)
    with transaction.atomic():
        if not Load.objects.current().select_for_update().filter(pk=load.pk).exists():
            return
        load.findings.filter(rule__in=COMPARING, episode__nhs_number__in=numbers).delete()
        _write(load, mine)
        record(by=by, verb="load.checked-again", target=load, after={"findings": len(mine)})


def _write(load: Load, verdicts: pl.DataFrame) -> None:
    findings = _findings(load, verdicts)
    while batch := list(islice(findings, BATCH)):
        Finding.objects.bulk_create(batch)


def _findings(load: Load, verdicts: pl.DataFrame) -> Iterator[Finding]:
    today = calendar.today()
    for row in verdicts.iter_rows(named=True):
        yield Finding(
            load=load,
            episode_id=row["id"],
            practice_id=row["practice_id"],
            month=load.month,
            rule=row["rule"],
            rule_version=row["version"],
            amount=Decimal(row["amount"]).scaleb(-2),
            words=row["words"],
            counterpart_id=row["counterpart"],
            found_on=today,
        )
