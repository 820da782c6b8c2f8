"""What changed the simulated budgets of 2008/09 since they were published, each change with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import Category, Reserve, Variation, VariationLine
from budgets.shares import split
from daccom.calendar import Month
from practices.demo import story
from practices.demo.accounts import FINANCE, PROGRAMME_MANAGER
from practices.demo.moments import at
from practices.models import CommissioningGroup, Practice, User
from practices.selectors.list_sizes import list_size_totals

Place = tuple[str, str]
"""A practice's ODS code and a category; or a reserve's kind and nothing."""
CONTINGENCY, RISK_POOL = (Reserve.Kind.CONTINGENCY.value, ""), (Reserve.Kind.RISK_POOL.value, "")
YEAR = 2008


@dataclass(frozen=True)
class Change:
    """One variation; its lines in pounds."""

    day: dt.date
    month: str
    is_recurrent: bool
    reason: str
    lines: dict[Place, str]
    kind: Variation.Kind = Variation.Kind.VIREMENT
    by: str = FINANCE


FOR_ALL = Change(
    dt.date(2008, 6, 12),
    "2008-06",
    True,
    "The tariff for emergency stays was corrected after the budgets were published. The PCT passes on what "
    "it was given for it, by list size.",
    {("", "ACU-EM"): "184300.00"},
    Variation.Kind.VARIATION,
)
"""To every practice by its list."""
CHANGES = (
    FOR_ALL,
    Change(
        dt.date(2008, 8, 28),
        "2008-08",
        False,
        "Three very long stays of patients of one practice, dearer than any plan could foresee.",
        {CONTINGENCY: "-60000.00", (story.OVER_BUDGET, "ACU-EM"): "60000.00"},
    ),
    Change(
        dt.date(2008, 10, 9),
        "2008-10",
        True,
        "Dermatology follow-ups are seen in the practice from October on.",
        {(story.VISITOR, "ACU-OP"): "-25000.00", (story.VISITOR, "PRO"): "25000.00"},
        by=PROGRAMME_MANAGER,
    ),
    Change(
        dt.date(2008, 12, 4),
        "2008-12",
        False,
        "Two patients began a treatment that the risk pool pays for.",
        {
            RISK_POOL: "-45500.50",
            ("E82076", "PRE"): "27250.25",
            ("E82663", "PRE"): "18250.25",
        },
    ),
    Change(
        dt.date(2009, 1, 15),
        "2009-01",
        False,
        "Equipment that was paid for and not delivered before the year ends.",
        {("E82640", "PRO"): "-12000.00"},
        Variation.Kind.VARIATION,
    ),
)


def load_variations() -> int:
    """Write every change with its lines; how many rows."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    users = User.objects.in_bulk([FINANCE, PROGRAMME_MANAGER], field_name="email")
    made = Variation.objects.bulk_create(
        Variation(
            group=group,
            year=YEAR,
            number=number,
            kind=change.kind,
            month=Month.parse(change.month).first,
            is_recurrent=change.is_recurrent,
            reason=change.reason,
            agreed_at=at(change.day, 15, 30),
            agreed_by=users[change.by],
            is_simulated=True,
        )
        for number, change in enumerate(CHANGES, start=1)
    )
    lines = VariationLine.objects.bulk_create(
        VariationLine(variation=variation, amount=Decimal(amount), **where)
        for variation, change in zip(made, CHANGES, strict=True)
        for where, amount in _placed(group, change)
    )
    return len(made) + len(lines)


def _placed(group: CommissioningGroup, change: Change) -> list[tuple[dict[str, object], Decimal]]:
    practices = Practice.objects.in_bulk(field_name="ods_code")
    categories = Category.objects.in_bulk(field_name="code")
    reserves = {row.kind: row for row in Reserve.objects.filter(group=group, year=YEAR)}
    placed: list[tuple[dict[str, object], Decimal]] = []
    for (place, code), amount in _by_list(group, change).items():
        if code:
            placed.append(({"practice": practices[place], "category": categories[code]}, amount))
        else:
            placed.append(({"reserve": reserves[place]}, amount))
    return placed


def _by_list(group: CommissioningGroup, change: Change) -> dict[Place, Decimal]:
    """The lines; one without a practice falls on all of the group by their lists."""
    if change is not FOR_ALL:
        return {place: Decimal(amount) for place, amount in change.lines.items()}
    [(_, code)], [amount] = change.lines.keys(), change.lines.values()
    members = list(Practice.objects.in_group(group, Month.parse(change.month).first))
    lists = list_size_totals(members, change.day)
    parts = split(Decimal(amount), [lists[practice.pk].patients for practice in members])
    return {(practice.ods_code, code): part for practice, part in zip(members, parts, strict=True)}
