"""manage.py backtest_forecasts: how wrong each method would have been, month by month, in earlier years."""

from __future__ import annotations

from decimal import Decimal
from statistics import mean
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgets.selectors.backtests import METHODS, Backtest, Backtests, backtests
from daccom import calendar
from daccom.calendar import FinancialYear
from practices.models import CommissioningGroup


class Command(BaseCommand):
    help = "Prints the mean absolute % error of each forecast method at each month of earlier whole years."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("group", help="the group's name in addresses, such as daccom")

    def handle(self, *args: Any, **options: Any) -> None:
        group = CommissioningGroup.objects.filter(slug=options["group"]).first()
        if group is None:
            raise CommandError(f"There is no group {options['group']}.")
        year = FinancialYear.of(calendar.today())
        found = [backtests(group=group, month=month, user=None) for month in year.months]
        years = found[-1].total.years
        if not years:
            raise CommandError(f"No year before {year} is posted whole for {group}. Nothing can be tested.")
        named = ", ".join(map(str, years))
        self._table(f"{group}, all lines together, {named}", [[tests.total] for tests in found])
        self._table(f"{group}, mean of the main categories, {named}", [_categories(tests) for tests in found])

    def _table(self, title: str, months: list[list[Backtest]]) -> None:
        """A row for each month: the mean absolute error in percent of each method, over the backtests."""
        self.stdout.write(f"{title}: mean absolute error in % of the outturn")
        self.stdout.write("month" + "".join(f"{method.label:>25}" for method in METHODS))
        for number, tests in enumerate(months, start=1):
            cells = [_mean([test.mean_absolute(method) for test in tests]) for method in METHODS]
            self.stdout.write(f"{number:>5}" + "".join(f"{cell:>25}" for cell in cells))


def _categories(tests: Backtests) -> list[Backtest]:
    return [tests.by_code[code] for code in sorted(tests.by_code)]


def _mean(errors: list[Decimal | None]) -> str:
    known = [error for error in errors if error is not None]
    return f"{mean(known):.2f}" if known else "none"
