"""Statistics as pure functions: plain numbers and texts in, plain numbers out, no Django import."""

from referrals.calculations.funnels import (
    Overdispersion,
    Verdict,
    funnel_limits,
    funnel_verdict,
    overdispersion,
)
from referrals.calculations.intervals import StandardisedRatio, poisson_interval, standardised_ratio
from referrals.calculations.run_charts import XmrChart, XmrPoint, xmr
from referrals.checks.nhs_numbers import nhs_number_is_valid

__all__ = [
    "Overdispersion",
    "StandardisedRatio",
    "Verdict",
    "XmrChart",
    "XmrPoint",
    "funnel_limits",
    "funnel_verdict",
    "nhs_number_is_valid",
    "overdispersion",
    "poisson_interval",
    "standardised_ratio",
    "xmr",
]
