"""How the simulated budgets were set: two published years, a draft of the next, and what changed 2008/09.

The budgets that money.py shares out in whole pounds are brought to what the worksheets say, to the penny.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.demo.money import TOTALS
from budgets.models import BudgetSetting, HistoricAmount, IndicativeBudget, PracticeWeight, Reserve
from budgets.selectors.setting_start import Basis, basis_words, history, list_weights, members_of
from budgets.selectors.sheets import Sheet, sheet
from daccom.calendar import FinancialYear
from practices.demo import story
from practices.demo.accounts import FINANCE
from practices.demo.moments import at
from practices.models import CommissioningGroup, User


@dataclass(frozen=True)
class Terms:
    """What was decided for a year, and when it was published (a draft: last saved). Pounds and percent."""

    year: int
    available: int
    contingency: int
    risk_pool: int
    uplift: tuple[str, str, str]
    pace: int
    day: dt.date
    is_published: bool = True


TERMS = (
    Terms(2007, TOTALS[2007], 800_000, 450_000, ("7.00", "7.50", "8.00"), 20, dt.date(2007, 3, 22)),
    Terms(2008, TOTALS[2008], 1_000_000, 517_500, ("6.50", "7.00", "7.50"), 25, dt.date(2008, 3, 19)),
    Terms(2009, 140_950_000, 1_350_000, 700_000, ("5.00", "5.50", "6.00"), 50, dt.date(2009, 2, 17), False),
)
"""The range of 2008/09 is the plan's; the others are simulated."""


def load_settings() -> int:
    """Write the worksheets, budgets to the penny and the reserves of the published years; how many rows."""
    return sum(_load(terms) for terms in TERMS if terms.is_published)


def load_draft() -> int:
    """Write the worksheet that PCT finance works at, after the variations that recur; how many rows."""
    return sum(_load(terms) for terms in TERMS if not terms.is_published)


def _load(terms: Terms) -> int:
    setting = _setting(terms)
    year = FinancialYear(terms.year)
    historic = HistoricAmount.objects.bulk_create(
        HistoricAmount(setting=setting, practice_id=practice, category_id=category, amount=amount)
        for (practice, category), amount in history(setting.group, year, Basis.BUDGETS).items()
    )
    weights = PracticeWeight.objects.bulk_create(
        PracticeWeight(setting=setting, **vars(weight))
        for weight in list_weights(members_of(setting.group, year), terms.day)
    )
    rows = 1 + len(historic) + len(weights)
    return rows + _publish(sheet(setting)) if terms.is_published else rows


def _setting(terms: Terms) -> BudgetSetting:
    low, uplift, high = map(Decimal, terms.uplift)
    finance = User.objects.get(email=FINANCE)
    moment = at(terms.day, 16, 10)
    published = {"published_at": moment, "published_by": finance, "status": BudgetSetting.Status.PUBLISHED}
    return BudgetSetting.objects.create(
        group=CommissioningGroup.objects.get(slug=story.GROUP),
        year=terms.year,
        total=Decimal(terms.available + terms.contingency + terms.risk_pool),
        contingency=Decimal(terms.contingency),
        risk_pool=Decimal(terms.risk_pool),
        uplift_low=low,
        uplift=uplift,
        uplift_high=high,
        pace_of_change=Decimal(terms.pace),
        basis=basis_words(Basis.BUDGETS, FinancialYear(terms.year)),
        edition=4,
        saved_at=moment,
        saved_by=finance,
        is_simulated=True,
        **(published if terms.is_published else {}),
    )


def _publish(found: Sheet) -> int:
    """The budgets as the worksheet says, and the reserves."""
    setting = found.setting
    amounts: Mapping[tuple[int, int], Decimal] = {
        (row.practice.pk, category): amount
        for row in found.rows
        for category, amount in row.step.by_category.items()
    }
    budgets = list(IndicativeBudget.objects.filter(year=setting.year))
    for budget in budgets:
        budget.amount = amounts[budget.practice_id, budget.category_id]
    IndicativeBudget.objects.bulk_update(budgets, ["amount"], batch_size=100)
    reserves = {
        Reserve.Kind.CONTINGENCY: setting.contingency,
        Reserve.Kind.RISK_POOL: setting.risk_pool,
    }
    made = Reserve.objects.bulk_create(
        Reserve(group=setting.group, year=setting.year, kind=kind, amount=amount, is_simulated=True)
        for kind, amount in reserves.items()
    )
    return len(budgets) + len(made)
