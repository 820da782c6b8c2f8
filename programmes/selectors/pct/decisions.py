"""What waits for somebody's decision in every group of a PCT, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, QuerySet

from budgets.models import ReinvestmentProposal
from daccom.calendar import FinancialYear
from practices.models import CommissioningGroup, User
from programmes.models import CommissioningPlan, Milestone
from referrals.models import OutlierRequest


@dataclass(frozen=True)
class Decisions:
    """How many of each wait in one group: `returns` for review, `plans` for a signature."""

    milestones: int = 0
    returns: int = 0
    plans: int = 0
    outliers: int = 0
    reinvestments: int = 0

    @property
    def count(self) -> int:
        return self.milestones + self.returns + self.plans + self.outliers + self.reinvestments

    def __add__(self, other: Decisions) -> Decisions:
        return Decisions(
            self.milestones + other.milestones,
            self.returns + other.returns,
            self.plans + other.plans,
            self.outliers + other.outliers,
            self.reinvestments + other.reinvestments,
        )


def decisions_of_groups(
    *, groups: Sequence[CommissioningGroup], year: FinancialYear, user: User, returns: dict[int, int]
) -> dict[int, Decisions]:
    """By group id, as far as `user` reads them; four queries. `returns` were counted with the returns.

    A plan counts from the year before its own on, when it is written.
    """
    milestones = Milestone.objects.visible_to(user).filter(status=Milestone.Status.SUBMITTED)
    plans = CommissioningPlan.objects.visible_to(user).filter(
        status=CommissioningPlan.Status.SIGNING, year__lte=year.start_year + 1
    )
    outliers = OutlierRequest.objects.visible_to(user).filter(status=OutlierRequest.Status.ANSWERED)
    proposals = ReinvestmentProposal.objects.visible_to(user).filter(
        status=ReinvestmentProposal.Status.PROPOSED
    )
    counted = {
        "milestones": _by_group(milestones, groups, "project__programme__group"),
        "plans": _by_group(plans, groups, "group"),
        "outliers": _by_group(outliers, groups, "group"),
        "reinvestments": _by_group(proposals, groups, "group"),
        "returns": returns,
    }
    return {
        group.pk: replace(Decisions(), **{name: found.get(group.pk, 0) for name, found in counted.items()})
        for group in groups
    }


def _by_group(rows: QuerySet[Any], groups: Sequence[CommissioningGroup], path: str) -> dict[int, int]:
    """The rows of each of `groups`, to which they belong by `path`; one query."""
    of_groups = rows.filter(**{f"{path}__in": groups}).order_by().annotate(of=F(path)).values("of")
    return dict(of_groups.annotate(count=Count("pk")).values_list("of", "count"))
