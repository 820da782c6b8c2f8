"""Worksheets, published budgets and variations, added up once more from their rows; see daccom.ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgets.models import BudgetSetting, IndicativeBudget, Reserve, Variation, VariationLine
from budgets.selectors.setting_start import inside_categories
from budgets.selectors.sheets import sheet
from budgets.selectors.variations import reserve_rows, standing
from daccom.calendar import FinancialYear
from daccom.ledger import Figure, register
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.selectors.roster import roster

NOTHING = Decimal("0.00")
Status = BudgetSetting.Status


@register("worksheets add up")
def worksheets() -> Iterator[Figure]:
    """Every step of every worksheet that shares money out comes to all there is; so do the categories."""
    for setting in BudgetSetting.objects.select_related("group"):
        found = sheet(setting)
        whole = setting.total - setting.contingency - setting.risk_pool
        yield Figure(f"by history, {setting}", found.by_history, whole)
        yield Figure(f"budgets, {setting}", found.budget, whole)
        yield Figure(f"on categories, {setting}", _sum(found.on_categories), whole)
        history = _sum(max(row.amount, NOTHING) for row in setting.historic.all())
        lost = _sum(max(amount, NOTHING) for amount in found.lost.values())
        if not any(row.step.basis.has_credit for row in found.rows):
            yield Figure(f"historic, {setting}", found.historic + lost, history)


@register("published budgets equal their worksheet")
def published() -> Iterator[Figure]:
    """Budgets and reserves are the group's total, and each practice's budget is its worksheet's."""
    for setting in BudgetSetting.objects.filter(status=Status.PUBLISHED).select_related("group"):
        amounts: dict[int, Decimal] = defaultdict(Decimal)
        members = [weight.practice_id for weight in setting.weights.all()]
        for row in IndicativeBudget.objects.filter(practice__in=members, year=setting.year):
            amounts[row.practice_id] += row.amount
        kept = Reserve.objects.filter(group=setting.group, year=setting.year)
        reserves = _sum(reserve.amount for reserve in kept)
        yield Figure(f"total, {setting}", setting.total, _sum(amounts.values()) + reserves)
        for one in sheet(setting).rows:
            yield Figure(f"{one.practice}, {setting}", one.step.budget, amounts[one.practice.pk])


@register("virements come to nought")
def virements() -> Iterator[Figure]:
    """What a virement gives it takes somewhere else."""
    for made in Variation.objects.filter(kind=Variation.Kind.VIREMENT).prefetch_related("lines"):
        yield Figure(f"{made}, {made.group_id}", NOTHING, _sum(line.amount for line in made.lines.all()))


@register("budgets as they stand equal what was published and varied")
def as_they_stand() -> Iterator[Figure]:
    """The list of variations, its reserves and the two tables below it, in the last month of each year."""
    for read in read_groups():
        for year in _years(read):
            month = year.months[-1]
            listed = roster(group=read.group, month=month, user=read.reader)
            found = standing(roster=listed, user=read.reader)
            what = f"of {read.group}, {year}"
            yield Figure(f"budgets {what}", found.total.current, _counted(listed.ids, year))
            for rows, which in ((found.by_practice, "practice"), (found.by_category, "category")):
                shown = _sum(row.amount.current for row in rows)
                yield Figure(f"budgets by {which} {what}", shown, found.total.current)
            for row in reserve_rows(group=read.group, month=month, user=read.reader):
                lines = VariationLine.objects.filter(reserve=row.reserve)
                left = row.reserve.amount + _sum(line.amount for line in lines)
                yield Figure(f"{row.reserve} {what}", row.left, left)


def _counted(practices: list[int], year: FinancialYear) -> Decimal:
    """The year's rows of these practices, one by one, of categories managed here."""
    inside = set(inside_categories())
    budgets = IndicativeBudget.objects.filter(
        practice__in=practices, category__in=inside, year=year.start_year
    )
    lines = VariationLine.objects.filter(
        practice__in=practices, category__in=inside, variation__year=year.start_year
    )
    return _sum(row.amount for row in budgets) + _sum(line.amount for line in lines)


def _years(read: ReadGroup) -> list[FinancialYear]:
    started = BudgetSetting.objects.filter(group=read.group, status=Status.PUBLISHED)
    return [FinancialYear(setting.year) for setting in started]


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
