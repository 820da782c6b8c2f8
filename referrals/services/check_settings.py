"""A group switches an automatic check on or off for a financial year, sets its values, runs all again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from daccom import jobs
from daccom.audit import record
from daccom.calendar import FinancialYear
from daccom.errors import Refused
from daccom.models import Job
from practices.models import CommissioningGroup, User
from referrals.models import CheckSetting
from referrals.rules.checks import require_setter
from referrals.selectors.check_settings import CHECK_JOB, VERB, Setting, job_key, settings_of


@transaction.atomic
def set_check(
    *,
    group: CommissioningGroup,
    year: FinancialYear,
    rule: str,
    is_on: bool,
    values: Mapping[str, int],
    reason: str,
    by: User,
    now: dt.datetime,
) -> CheckSetting:
    """Set one rule for one year; `values` are days or pence. What was found stays until the checks run again.

    Raises Refused: check.not-your-job, check.needs-reason, check.impossible-value, check.unchanged.
    """
    require_setter(by, group)
    CommissioningGroup.objects.select_for_update().get(pk=group.pk)
    before = settings_of(group, year)[rule]
    after = Setting(before.rule, is_on, {**before.values, **values})
    _require_sense(before, after, reason)
    setting, _ = CheckSetting.objects.update_or_create(
        group=group,
        year=year.start_year,
        rule=rule,
        defaults={
            "is_on": is_on,
            "parameters": stored(after),
            "changed_at": now,
            "changed_by": by,
        },
    )
    said = {"is_on": is_on, **stored(after), "reason": reason.strip()}
    record(by=by, verb=VERB, target=setting, before={"is_on": before.is_on, **stored(before)}, after=said)
    return setting


def stored(setting: Setting) -> dict[str, str]:
    """The values as a setting keeps them: "5" days, "12.50" pounds."""
    return {one.name: one.write(setting.values[one.name]) for one in setting.rule.parameters}


def _require_sense(before: Setting, after: Setting, reason: str) -> None:
    if not reason.strip():
        raise Refused("check.needs-reason", "The change needs a reason.", "Write why.")
    for one in after.rule.parameters:
        if not one.lowest <= after.values[one.name] <= one.highest:
            raise Refused("check.impossible-value", f"{one.label}: not within its bounds.", "Enter another.")
    if before.key == after.key:
        raise Refused("check.unchanged", "That is how it is set already.", "Nothing was changed.")


@transaction.atomic
def check_again(*, group: CommissioningGroup, year: FinancialYear, by: User) -> Job:
    """Have all current loads of the year judged again; the job that does it.

    Raises Refused: check.not-your-job.
    """
    require_setter(by, group)
    job = jobs.enqueue(kind=CHECK_JOB, key=job_key(group.pk, year), by=by)
    record(by=by, verb="checks.run-again", target=group, after={"year": year, "job": job.pk})
    return job
