"""Forecasts in words and as a line: what a table cannot say."""

from __future__ import annotations

from decimal import Decimal

from budgets.charts import over_or_under
from budgets.forecast_methods import Basis
from budgets.forecasting import MONTHS, to_penny
from budgets.selectors.forecast_records import Movements
from budgets.selectors.forecast_series import StandIn
from budgets.selectors.forecasts import CategoryForecast, Forecasts
from daccom.amounts import known_sum
from daccom.calendar import FinancialYear, Month
from daccom.charts import MONEY, Chart, line_chart
from daccom.formats import in_sentence, money, money_short

SHORT = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")


def forecast_sentence(found: Forecasts, moved: Movements) -> str:
    """Where the year is forecast to end, and how that changed."""
    if found.variance is None:
        return f"There is no forecast for {found.month}: no spend is posted, or no budget is set."
    where = over_or_under(found.variance, found.percent)
    words = f"At month {found.month.number} the year is forecast to end {where} its budget"
    if moved.total is None:
        return f"{words}."
    if not moved.total:
        return f"{words}, as it was in {moved.month}."
    way = "more" if moved.total > 0 else "less"
    return f"{words}, {money_short(abs(moved.total))} {way} than was forecast in {moved.month}."


def stand_in_words(one: StandIn, year: FinancialYear) -> str:
    """Which months are missing, and what stands in: “Alder Surgery: January 2009 is not posted …”."""
    months = months_in_words([year.months[number - 1] for number in one.months])
    verb = "is" if len(one.months) == 1 else "are"
    missing = "before it joined the group" if one.before_joining else f"{verb} not posted"
    by = "a twelfth of its budget" if one.by_budget else "its mean of the months posted"
    return f"{one.practice}: {months} {missing}; {by} stands in, {money(one.amount)} in all"


def months_in_words(months: list[Month]) -> str:
    """“April 2008 to June 2008, August 2008”: runs are drawn together."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and runs[-1][-1].next() == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def category_sentence(line: CategoryForecast, month: Month) -> str:
    """The chosen forecast of one category in a sentence."""
    estimate = line.chosen
    by = in_sentence(line.method.label)
    if estimate.outturn is None:
        return f"There is no forecast: {in_sentence(estimate.cannot)}"
    if estimate.variance is None:
        return f"The year is forecast to come to {money_short(estimate.outturn)} ({by}); no budget is set."
    where = over_or_under(estimate.variance, estimate.percent)
    return f"At month {month.number} the year is forecast to end {where} its budget ({by})."


def category_chart(line: CategoryForecast, month: Month) -> Chart:
    """Cumulative budget by profile, spend so far, and from there the forecast."""
    return line_chart(
        title=f"{line.category}, {month.year}: budget, spend and forecast, added up",
        sentence=category_sentence(line, month),
        points=SHORT,
        series={
            "Budget by profile": budget_path(line),
            "Spend": _padded(cumulative(line.basis.monthly)),
            "Forecast": forecast_path(line.basis, line.chosen.outturn),
        },
        unit=MONEY,
    )


def total_chart(found: Forecasts, moved: Movements) -> Chart:
    """The same for all categories that have a forecast together."""
    lines = [line for line in found.lines if line.chosen.outturn is not None]
    return line_chart(
        title=f"All categories, {found.month.year}: budget, spend and forecast, added up",
        sentence=forecast_sentence(found, moved),
        points=SHORT,
        series={
            "Budget by profile": together([budget_path(line) for line in lines]),
            "Spend": together([_padded(cumulative(line.basis.monthly)) for line in lines]),
            "Forecast": together([forecast_path(line.basis, line.chosen.outturn) for line in lines]),
        },
        unit=MONEY,
    )


def together(paths: list[list[Decimal | None]]) -> list[Decimal | None]:
    """Paths added up, month by month; None where none of them has anything."""
    return [known_sum(amounts) for amounts in zip(*paths, strict=True)]


def budget_path(line: CategoryForecast) -> list[Decimal | None]:
    """What of the budget should be spent at the end of each month; nothing without a budget."""
    if line.budget is None:
        return [None] * MONTHS
    return [to_penny(line.budget * gone) for gone in cumulative(line.profile.shares)]


def forecast_path(basis: Basis, outturn: Decimal | None) -> list[Decimal | None]:
    """From the spend so far to the outturn, in the shape of the months that are left; none are in March."""
    done = basis.months
    if outturn is None or not done:
        return [None] * MONTHS
    spent = sum(basis.monthly, Decimal(0))
    rest = basis.profile[done:]
    weight = sum(rest, Decimal(0))
    shares = [share / weight if weight > 0 else Decimal(1) / len(rest) for share in rest]
    path = [spent + (outturn - spent) * part for part in cumulative(shares)]
    before: list[Decimal | None] = [None] * (done - 1)
    return [*before, spent, *map(to_penny, path)]


def cumulative(amounts: list[Decimal] | tuple[Decimal, ...]) -> list[Decimal]:
    """Each amount with all before it."""
    total, found = Decimal(0), []
    for amount in amounts:
        total += amount
        found.append(total)
    return found


def _padded(amounts: list[Decimal]) -> list[Decimal | None]:
    return [*amounts, *[None] * (MONTHS - len(amounts))]
