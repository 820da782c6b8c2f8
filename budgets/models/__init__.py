from budgets.models.budgets import IndicativeBudget, MonthlySpend
from budgets.models.categories import Category
from budgets.models.statements import StatedFigure

__all__ = ["Category", "IndicativeBudget", "MonthlySpend", "StatedFigure"]
