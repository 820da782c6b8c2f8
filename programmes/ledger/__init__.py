"""Savings and dashboards, counted once more from the rows behind them; see daccom.ledger."""

from programmes.ledger import dashboard as dashboard
from programmes.ledger import pct as pct
from programmes.ledger import savings as savings
