"""Plans out for signature, and who signs next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from daccom.calendar import FinancialYear
from practices.models import CommissioningGroup, User
from programmes.models import CommissioningPlan, PlanSignature, PlanVersion


@dataclass(frozen=True)
class WaitingPlan:
    """A plan out for signature: which of the three signs next."""

    plan: CommissioningPlan
    next_signer: str


def waiting_plan(group: CommissioningGroup, user: User, year: FinancialYear) -> WaitingPlan | None:
    """The group's plan that is out for signature, as far as this person may know of it; one query."""
    newest = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-number").values("pk")[:1]
    signed = (
        PlanSignature.objects.filter(version=OuterRef("newest"))
        .order_by()
        .values("version")
        .annotate(count=Count("pk"))
        .values("count")
    )
    plan = (
        CommissioningPlan.objects.visible_to(user)
        .filter(group=group, status=CommissioningPlan.Status.SIGNING, year__lte=year.start_year + 1)
        .select_related("group")
        .annotate(newest=Subquery(newest))
        .annotate(signed=Subquery(signed))
        .order_by("-year")
        .first()
    )
    if plan is None:
        return None
    order = min((vars(plan)["signed"] or 0) + 1, len(PlanSignature.Order))
    return WaitingPlan(plan, str(PlanSignature.Order(order).label))
