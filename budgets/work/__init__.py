"""What budgets ask of people: each module registers its provider when it is imported."""

from budgets.work import reinvestment as reinvestment
from budgets.work import setting as setting
from budgets.work import spend as spend
