"""The whole demonstration, loaded once for all tests that look at it, and taken out of the database again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import transaction
from django.test import override_settings

from budgets.models import IndicativeBudget, MonthlySpend
from programmes.demo.load import load_demonstration
from programmes.models import SavingsMonth
from referrals.demo.planted import answers
from referrals.models import (
    ActivitySummary,
    Episode,
    Finding,
    MonthlyReturn,
    ReferenceEvents,
    ReferralCount,
    ReturnVersion,
    Validation,
)

EPISODE = (
    "provider__ods_code",
    "practice__ods_code",
    "episode_id",
    "spell_id",
    "month",
    "nhs_number",
    "sex",
    "age",
    "pod",
    "hrg",
    "admission_date",
    "discharge_date",
    "length_of_stay",
    "excess_bed_days",
    "spell_cost",
    "total_cost",
    "is_simulated",
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Demonstration:
    """What was in the database, as plain rows; `said` is the progress, `answers` the planted errors."""

    said: list[str]
    answers: Row
    episodes: list[Row]
    returns: list[Row]
    versions: list[Row]
    findings: list[Row]
    validations: list[Row]
    counts: list[tuple[Any, ...]]
    summaries: list[tuple[Any, ...]]
    references: list[tuple[Any, ...]]
    budgets: list[Row]
    spend: list[Row]
    savings: list[Row]
    unmarked: list[str]

    def digest(self) -> str:
        """One text for every simulated figure."""
        counted = (self.episodes, self.counts, self.summaries, self.references)
        parts = (*counted, self.budgets, self.spend, self.savings)
        lines = sorted(repr(_plain(row)) for part in parts for row in part)
        return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _plain(row: Row | tuple[Any, ...]) -> list[str]:
    """Values as text; SQLite keeps 12.50 as 12.5."""
    values: Iterable[Any] = row.values() if isinstance(row, dict) else row
    return [f"{value:.2f}" if isinstance(value, Decimal) else str(value) for value in values]


@cache
def the_demonstration() -> Demonstration:
    """Load everything, read it and roll it back, within the transaction of the first test that asks."""
    with override_settings(TODAY="2009-02-20"), transaction.atomic():
        said: list[str] = []
        planted = load_demonstration(say=said.append)
        found = _read(said, answers(planted))
        transaction.set_rollback(True)
    return found


def _read(said: list[str], listed: Row) -> Demonstration:
    return Demonstration(
        said=said,
        answers=listed,
        episodes=list(Episode.objects.order_by("pk").values(*EPISODE)),
        returns=list(MonthlyReturn.objects.values("pk", *RETURN)),
        versions=list(ReturnVersion.objects.values("monthly_return", "number", "content", "sha256")),
        findings=list(Finding.objects.values(*FINDING)),
        validations=list(Validation.objects.values("episode__episode_id", "episode__practice", *ANSWERS)),
        counts=list(ReferralCount.objects.values_list(*COUNT)),
        summaries=list(ActivitySummary.objects.values_list(*SUMMARY)),
        references=list(ReferenceEvents.objects.values_list(*REFERENCE)),
        budgets=list(
            IndicativeBudget.objects.values("practice__ods_code", "category__code", "year", "amount")
        ),
        spend=list(MonthlySpend.objects.values("practice__ods_code", "category__code", "month", "amount")),
        savings=list(SavingsMonth.objects.values("target__number", "month", "planned", "actual")),
        unmarked=[
            f"{model.__name__}"
            for model in (Episode, MonthlyReturn, IndicativeBudget, MonthlySpend, SavingsMonth)
            if model.objects.filter(is_simulated=False).exists()
        ],
    )


RETURN = (
    "practice__ods_code",
    "month",
    "status",
    "nil_referrals",
    "versions_sent",
    "first_submitted_at",
    "accepted_at",
)
FINDING = (
    "episode__provider__ods_code",
    "episode__episode_id",
    "practice__ods_code",
    "rule",
    "rule_version",
    "amount",
)
ANSWERS = ("coded_correctly", "dates_correct", "nhs_number_recorded", "registered_at_admission", "note")
SUMMARY = ("practice__ods_code", "month", "pod", "specialty__code", "activity", "cost", "from_consultant")
REFERENCE = ("year", "pod", "sex", "age_band", "events", "population")
COUNT = (
    "monthly_return__practice__ods_code",
    "monthly_return__month",
    "specialty__code",
    "urgency",
    "referrals",
)


def tables_with_rows() -> set[str]:
    """The names of our tables that hold anything now."""
    labels = ("practices", "referrals", "budgets", "programmes")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {model.__name__ for model in models if model.objects.exists()}
