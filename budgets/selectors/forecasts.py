"""What a group's year will come to, for each main category by every method, and in all. Money is pounds.

The forecast of a category is by the method that somebody chose for it; in a straight line until then. The
total is the sum of those, so that lines and total always agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.forecast_methods import NONE_ONCE, Basis, outturn
from budgets.models import Category, ForecastChoice, Method
from budgets.selectors.counted import counted_practices
from budgets.selectors.current_budgets import current_budgets
from budgets.selectors.forecast_series import Series, Tree, series_by_category
from budgets.selectors.forecast_shapes import Months, Once, Profile, Shapes, once_by_category
from daccom.amounts import known_sum, percent_of
from daccom.calendar import Month
from practices.models import CommissioningGroup, User
from referrals.selectors.roster import Roster

DEFAULT = Method.STRAIGHT_LINE
"""What is used as long as nobody has chosen."""


@dataclass(frozen=True)
class Estimate:
    """What one method says: `outturn`, or None and why it `cannot` say."""

    method: Method
    outturn: Decimal | None
    budget: Decimal | None
    cannot: str = ""

    @property
    def variance(self) -> Decimal | None:
        """Over the year's budget when positive."""
        return None if self.outturn is None or self.budget is None else self.outturn - self.budget

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.variance, self.budget)


@dataclass(frozen=True)
class CategoryForecast:
    """One main category: every method beside the others, and the one chosen."""

    category: Category
    series: Series
    profile: Profile
    once: Once
    basis: Basis
    choice: ForecastChoice | None

    @property
    def budget(self) -> Decimal | None:
        return self.series.budget

    @property
    def spend(self) -> Decimal | None:
        return self.series.posted

    @property
    def method(self) -> Method:
        return Method(self.choice.method) if self.choice else DEFAULT

    @cached_property
    def estimates(self) -> dict[Method, Estimate]:
        return {method: self._estimate(method) for method in Method}

    @property
    def chosen(self) -> Estimate:
        return self.estimates[self.method]

    @property
    def stood_in(self) -> Decimal:
        """How much of the basis is not posted but stands in for what is missing."""
        return sum((one.amount for one in self.series.stand_ins), Decimal(0))

    def _estimate(self, method: Method) -> Estimate:
        cannot, found = self.series.cannot, None
        if not cannot:
            try:
                found = outturn(method, self.basis)
            except ValueError as reason:
                cannot = f"{str(reason)[:1].upper()}{str(reason)[1:]}."
        return Estimate(method, found, self.budget, cannot)


@dataclass(frozen=True)
class Forecasts:
    """A group's forecasts at the end of `month`, the lines in the order of the categories."""

    month: Month
    lines: list[CategoryForecast]
    shapes: Shapes

    @cached_property
    def by_code(self) -> dict[str, CategoryForecast]:
        return {line.category.code: line for line in self.lines}

    @property
    def is_simulated(self) -> bool:
        return any(line.series.is_simulated for line in self.lines)

    @cached_property
    def budget(self) -> Decimal | None:
        return known_sum(line.budget for line in self.lines)

    @cached_property
    def spend(self) -> Decimal | None:
        return known_sum(line.spend for line in self.lines)

    @cached_property
    def outturn(self) -> Decimal | None:
        """The chosen lines together, without those of `without`."""
        return known_sum(line.chosen.outturn for line in self.lines)

    @cached_property
    def variance(self) -> Decimal | None:
        """Over the budget when positive, of the lines that have both."""
        return known_sum(line.chosen.variance for line in self.lines)

    @cached_property
    def percent(self) -> Decimal | None:
        both = known_sum(line.budget for line in self.lines if line.chosen.variance is not None)
        return percent_of(self.variance, both)

    @cached_property
    def without(self) -> list[CategoryForecast]:
        """The lines for which the chosen method cannot say anything."""
        return [line for line in self.lines if line.chosen.outturn is None]

    def total_by(self, method: Method) -> Estimate:
        """All lines by one method, if it can say something of each."""
        parts = [line.estimates[method] for line in self.lines]
        silent = [
            line.category.name for line, part in zip(self.lines, parts, strict=True) if part.outturn is None
        ]
        if silent or not parts:
            named = "any category" if len(silent) == len(parts) else ", ".join(silent)
            return Estimate(method, None, self.budget, f"Not for {named}.")
        return Estimate(method, known_sum(part.outturn for part in parts), self.budget)


def forecasts(*, roster: Roster, user: User | None, last_year: Months | None = None) -> Forecasts:
    """The forecasts of the practices in the group in the roster's month; seven queries at most.

    `user` None is the system. `last_year` spares a query where it is known already.
    """
    year, tree = roster.month.year, Tree()
    practices = [practice.pk for practice in counted_practices(roster)]
    budgets = current_budgets(practices=practices, month=roster.month, user=user)
    found = series_by_category(roster=roster, user=user, budgets=budgets, tree=tree)
    shapes = Shapes(roster.group, user, year, tree, last_year)
    once = once_by_category(roster.group, user, year, tree)
    choices = choices_of(roster, user)
    lines = [
        _line(tree.by_id[pk], series, shapes.profile(pk), once.get(pk, Once(NONE_ONCE, [])), choices.get(pk))
        for pk, series in found.items()
    ]
    lines.sort(key=lambda line: (line.category.order, line.category.pk))
    return Forecasts(roster.month, lines, shapes)


def choices_of(roster: Roster, user: User | None) -> dict[int, ForecastChoice]:
    """The choice that holds for each category, by its id: the last one up to the month; one query.

    A method is kept into the next year; an amount by judgement was meant for one year.
    """
    rows = ForecastChoice.objects.visible_to(user) if user else ForecastChoice.objects.all()
    held = rows.filter(group=roster.group, month__lte=roster.month.first).select_related("chosen_by")
    last = {choice.category_id: choice for choice in held.order_by("month", "pk")}
    return {
        pk: choice
        for pk, choice in last.items()
        if choice.method != Method.MANUAL or Month(choice.month).year == roster.month.year
    }


def choices_made(group: CommissioningGroup, user: User, category: int, month: Month) -> list[ForecastChoice]:
    """All that were made for a category up to a month, the newest first; one query."""
    rows = ForecastChoice.objects.visible_to(user).filter(
        group=group, category=category, month__lte=month.first
    )
    return list(rows.select_related("chosen_by").order_by("-month", "-pk"))


def _line(
    category: Category, series: Series, profile: Profile, once: Once, choice: ForecastChoice | None
) -> CategoryForecast:
    judged = choice.amount if choice else None
    basis = Basis(
        monthly=tuple(series.monthly),
        budget=series.budget,
        profile=profile.shares,
        once=once.amounts,
        judged=judged,
        ended=series.ended,
        ended_budget=series.ended_budget,
    )
    return CategoryForecast(category, series, profile, once, basis, choice)
