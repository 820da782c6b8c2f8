"""Every sum of money that budgets shows, added up once more from its rows; see daccom.ledger."""

from budgets.ledger import forecasts as forecasts
from budgets.ledger import position as position
from budgets.ledger import setting as setting
from budgets.ledger import spend as spend
