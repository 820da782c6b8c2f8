"""What a group overspent and repays, beside the growth its next budgets may have. Money is pounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgets.forecasting import to_penny
from budgets.models import BudgetSetting, Debt
from budgets.selectors.counted import counted_practices
from budgets.selectors.current_budgets import current_budgets
from budgets.selectors.forecast_series import Tree
from daccom.calendar import FinancialYear
from practices.models import CommissioningGroup, User
from referrals.selectors.roster import roster

STATED_GROWTH = (Decimal("6.5"), Decimal("7.5"))
"""The range of increases that the Commissioning Plan states for 2008/09, in percent."""
HUNDRED = 100


@dataclass(frozen=True)
class Growth:
    """What a year's budget may gain on the one before, in percent; `base` None when that is not known."""

    low: Decimal
    high: Decimal
    base: Decimal | None
    is_stated: bool

    @property
    def least(self) -> Decimal | None:
        return None if self.base is None else to_penny(self.base * self.low / HUNDRED)

    @property
    def most(self) -> Decimal | None:
        return None if self.base is None else to_penny(self.base * self.high / HUNDRED)


@dataclass(frozen=True)
class Instalment:
    """One year of the schedule: what is repaid, what is then left, and what of the growth remains."""

    year: FinancialYear
    repaid: Decimal
    left: Decimal
    growth: Growth

    @property
    def least_left(self) -> Decimal | None:
        return None if self.growth.least is None else self.growth.least - self.repaid

    @property
    def most_left(self) -> Decimal | None:
        return None if self.growth.most is None else self.growth.most - self.repaid

    @property
    def percent(self) -> Decimal | None:
        """The repayment in percent of the budget of the year before."""
        return self.repaid / self.growth.base * HUNDRED if self.growth.base else None


@dataclass(frozen=True)
class DebtSchedule:
    debt: Debt
    year: FinancialYear
    instalments: list[Instalment]


def debts(*, group: CommissioningGroup, user: User) -> list[DebtSchedule]:
    """Every overspend that is carried, the oldest first; a few queries for each year that is repaid in."""
    rows = Debt.objects.visible_to(user).filter(group=group)
    found = rows.select_related("recorded_by").prefetch_related("repayments")
    tree = Tree()
    growths: dict[int, Growth] = {}
    for debt in found:
        for one in debt.repayments.all():
            if one.year not in growths:
                growths[one.year] = growth(group, FinancialYear(one.year), user, tree)
    return [_schedule(debt, growths) for debt in found]


def _schedule(debt: Debt, growths: dict[int, Growth]) -> DebtSchedule:
    left, instalments = debt.amount, []
    for one in debt.repayments.all():
        left -= one.amount
        instalments.append(Instalment(FinancialYear(one.year), one.amount, left, growths[one.year]))
    return DebtSchedule(debt, FinancialYear(debt.year), instalments)


def growth(group: CommissioningGroup, year: FinancialYear, user: User, tree: Tree) -> Growth:
    """By the range set with the year's budget, else the range stated for 2008/09."""
    setting = BudgetSetting.objects.visible_to(user).filter(group=group, year=year.start_year).first()
    low, high = (setting.uplift_low, setting.uplift_high) if setting else STATED_GROWTH
    return Growth(low, high, _budget(group, year.previous(), user, tree), setting is None)


def _budget(group: CommissioningGroup, year: FinancialYear, user: User, tree: Tree) -> Decimal | None:
    """What a year leaves to grow from: as it stood in March, without what came once; None with no budget."""
    march = year.months[-1]
    listed = roster(group=group, month=march, user=user)
    practices = [practice.pk for practice in counted_practices(listed)]
    found = current_budgets(practices=practices, month=march, user=user)
    inside = [amount.base for (_, pk), amount in found.items() if not tree.top(pk).outside_pbc]
    return sum(inside, Decimal(0)) if inside else None


def debt_of(group: CommissioningGroup, year: int, user: User) -> Debt | None:
    """What is carried from one year; one query, and one for its repayments."""
    rows = Debt.objects.visible_to(user).filter(group=group, year=year)
    return rows.prefetch_related("repayments").first()
