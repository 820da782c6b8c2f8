"""How each group has set the automatic checks for a financial year; without a setting the default holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, Membership
from referrals.checks import RULES, Asked, Check
from referrals.models import CheckSetting, Load, Rule

CHECK_JOB = "checks-again"
VERB = "check.set"
Key = tuple[bool, tuple[tuple[str, int], ...]]


def job_key(group_id: int, year: FinancialYear) -> str:
    """What a job that runs a group's checks again is known by: "7-2008"."""
    return f"{group_id}-{year.start_year}"


def of_job_key(key: str) -> tuple[int, FinancialYear]:
    """The group's id and the year behind a job's key."""
    group_id, year = key.split("-")
    return int(group_id), FinancialYear(int(year))


def loads_to_check(group: CommissioningGroup, year: FinancialYear) -> list[Load]:
    """The current loads of the group's PCT in the year, the oldest first; one query."""
    return list(
        Load.objects.current()
        .filter(pct=group.pct_id, month__gte=year.first, month__lte=year.last)
        .select_related("extract", "provider")
        .order_by("month", "provider")
    )


@dataclass(frozen=True)
class Setting:
    """One rule as it holds for a group's year: `values` are days or pence by parameter.

    `stored` is None as long as the default holds.
    """

    rule: Check
    is_on: bool
    values: dict[str, int]
    stored: CheckSetting | None = None

    @property
    def key(self) -> Key:
        """Equal for settings that give the same verdicts."""
        return self.is_on, tuple(sorted(self.values.items()))


Settings = dict[str, Setting]
"""By the rule's code."""


def default_settings(year: FinancialYear) -> Settings:
    """Every rule by its code, as it holds where nobody set it."""
    return {
        code: Setting(rule, rule.holds_in(year.start_year), rule.values({})) for code, rule in RULES.items()
    }


def settings_of(group: CommissioningGroup, year: FinancialYear) -> Settings:
    """Every rule by its code, as the group set it; one query."""
    rows = CheckSetting.objects.filter(group=group, year=year.start_year).select_related("changed_by")
    return default_settings(year) | {row.rule: _setting(row) for row in rows}


def _setting(row: CheckSetting) -> Setting:
    rule = RULES[row.rule]
    return Setting(rule, row.is_on, rule.values(row.parameters), row)


def asked_of(load: Load) -> list[Asked]:
    """The rules to run over a load: as its practices' groups set them, else by default; two queries.

    A practice's group is the one it was in on the first day of the month.
    """
    month = Month(load.month)
    default, changed = default_settings(month.year), _changed(load, month.year)
    members = Membership.objects.on(month.first).filter(group__in=list(changed))
    theirs = {row.practice_id: changed[row.group_id] for row in members}
    return [asked for code in RULES for asked in _asked(default[code], theirs)]


def most_days(asked: Iterable[Asked]) -> int:
    """How many days before a stay another one may matter: 0 unless readmissions are looked for."""
    return max((one.values["days"] for one in asked if one.rule.code == Rule.READMISSION), default=0)


def _changed(load: Load, year: FinancialYear) -> dict[int, Settings]:
    """The settings of the PCT's groups that have any of their own, by group."""
    changed: dict[int, Settings] = defaultdict(lambda: default_settings(year))
    for row in CheckSetting.objects.filter(group__pct=load.pct_id, year=year.start_year):
        changed[row.group_id][row.rule] = _setting(row)
    return changed


def _asked(default: Setting, theirs: dict[int, Settings]) -> list[Asked]:
    """One rule with each set of values that some practice has."""
    others: dict[Key, set[int]] = defaultdict(set)
    for practice, settings in theirs.items():
        key = settings[default.rule.code].key
        if key != default.key:
            others[key].add(practice)
    apart = frozenset().union(*others.values())
    asked = [Asked(default.rule, default.values, apart, all_but=True)] if default.is_on else []
    for (is_on, values), practices in others.items():
        if is_on:
            asked.append(Asked(default.rule, dict(values), frozenset(practices), all_but=False))
    return asked
