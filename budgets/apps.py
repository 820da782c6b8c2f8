"""Money: indicative budgets, spend, forecasts."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
