from budgets.models.budgets import IndicativeBudget, MonthlySpend
from budgets.models.categories import Category
from budgets.models.debts import Debt, ReinvestmentProposal, Repayment
from budgets.models.forecasts import ForecastChoice, ForecastRecord, Method
from budgets.models.settings import BudgetSetting, HistoricAmount, PracticeWeight
from budgets.models.shapes import NonRecurrent, SpendExplanation, SpendProfile
from budgets.models.statements import StatedFigure
from budgets.models.variations import Reserve, Variation, VariationLine

__all__ = [
    "BudgetSetting",
    "Category",
    "Debt",
    "ForecastChoice",
    "ForecastRecord",
    "HistoricAmount",
    "IndicativeBudget",
    "Method",
    "MonthlySpend",
    "NonRecurrent",
    "PracticeWeight",
    "ReinvestmentProposal",
    "Repayment",
    "Reserve",
    "SpendExplanation",
    "SpendProfile",
    "StatedFigure",
    "Variation",
    "VariationLine",
]
