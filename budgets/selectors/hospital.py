"""Posted acute spend beside what extracts and counts come to, month by month and practice by practice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Sum

from budgets.forecasting import to_penny
from budgets.models import MonthlySpend, SpendExplanation
from budgets.selectors.counted import counted_practices
from budgets.selectors.hospital_parts import NOUGHT, PODS, Cell, Difference
from daccom.calendar import Month
from practices.models import Practice, User
from practices.scope import member_rows
from referrals.models import Episode, Load
from referrals.selectors.facts import month_facts
from referrals.selectors.roster import Roster

Key = tuple[int, Month]
"""A practice's id and a month."""


@dataclass(frozen=True)
class HospitalCare:
    """The comparison of a group's year up to a month."""

    month: Month
    cells: list[Cell]
    explanations: list[SpendExplanation]
    practices: list[Practice]
    is_simulated: bool

    @property
    def to_date(self) -> Difference:
        return Difference(self.cells, self.explanations)

    def of_month(self, month: Month) -> Difference:
        """One month of all practices."""
        return Difference(
            [cell for cell in self.cells if cell.month == month],
            [one for one in self.explanations if Month(one.month) == month],
        )

    def of_practice(self, practice: Practice) -> Difference:
        """One practice to date; what people typed is about the group and not in it."""
        return Difference([cell for cell in self.cells if cell.practice == practice])


def hospital_care(*, roster: Roster, user: User) -> HospitalCare:
    """The comparison from April to the roster's month, for every practice whose money counts.

    Four queries, and a fifth when a charge of the year came late.
    """
    practices = counted_practices(roster)
    facts = month_facts(roster=roster, user=user, first=roster.months[0], last=roster.month)
    posted, simulated = _posted(roster, user, practices)
    out, into = _late(roster, practices)
    cells = [
        Cell(
            practice,
            month,
            posted.get((practice.pk, month), {}),
            facts.get((practice.pk, month)),
            out.get((practice.pk, month), NOUGHT),
            into.get((practice.pk, month), NOUGHT),
        )
        for month in roster.months
        for practice in practices
        if (practice.pk, month) in posted or (practice.pk, month) in facts
    ]
    return HospitalCare(
        roster.month,
        cells,
        _explanations(roster, user),
        practices,
        simulated or any(cell.fact is not None and cell.fact.is_simulated for cell in cells),
    )


def _posted(
    roster: Roster, user: User, practices: list[Practice]
) -> tuple[dict[Key, dict[str, Decimal]], bool]:
    rows = (
        MonthlySpend.objects.visible_to(user)
        .filter(
            member_rows([roster.group.pk], month="month"), practice__in=practices, category__code__in=PODS
        )
        .between(roster.months[0], roster.month)
        .values_list("practice_id", "month", "category__code", "amount", "is_simulated")
    )
    found: dict[Key, dict[str, Decimal]] = defaultdict(dict)
    simulated = False
    for practice, month, code, amount, is_simulated in rows:
        found[practice, Month(month)][code] = amount
        simulated = simulated or is_simulated
    return found, simulated


def _late(roster: Roster, practices: list[Practice]) -> tuple[dict[Key, Decimal], dict[Key, Decimal]]:
    """Charges settled later than their month, by the month of activity and by the month they settle in."""
    late_loads = Load.objects.current().filter(
        pct=roster.group.pct_id, settles_in__gt=F("month"), settles_in__gte=roster.months[0].first
    )
    ids = list(late_loads.values_list("pk", flat=True))
    out: dict[Key, Decimal] = defaultdict(Decimal)
    into: dict[Key, Decimal] = defaultdict(Decimal)
    if not ids:
        return out, into
    rows = (
        Episode.objects.filter(load__in=ids, practice__in=practices)
        .values("practice_id", "month", "load__settles_in")
        .annotate(cost=Sum("total_cost"))
        .order_by()
    )
    for row in rows:
        cost = to_penny(row["cost"])
        out[row["practice_id"], Month(row["month"])] += cost
        into[row["practice_id"], Month(row["load__settles_in"])] += cost
    return out, into


def _explanations(roster: Roster, user: User) -> list[SpendExplanation]:
    """What people typed for the year up to the month and did not withdraw."""
    rows = SpendExplanation.objects.visible_to(user).filter(
        group=roster.group,
        month__gte=roster.months[0].first,
        month__lte=roster.month.first,
        withdrawn_at=None,
    )
    return list(rows.select_related("category", "recorded_by"))
