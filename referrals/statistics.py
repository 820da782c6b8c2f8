"""Statistics as pure functions: plain numbers and texts in, plain numbers out, no Django import.

What takes many rows at once (arrays) agrees with the rule for one on every input.
"""

from referrals.calculations.funnels import (
    Overdispersion,
    Verdict,
    funnel_limits,
    funnel_verdict,
    overdispersion,
)
from referrals.calculations.intervals import StandardisedRatio, poisson_interval, standardised_ratio
from referrals.calculations.many import (
    funnel_curves,
    funnel_verdicts,
    indirect_expectations,
    poisson_intervals,
)
from referrals.calculations.nhs_numbers import nhs_number_is_valid
from referrals.calculations.run_charts import XmrChart, XmrPoint, xmr

__all__ = [
    "Overdispersion",
    "StandardisedRatio",
    "Verdict",
    "XmrChart",
    "XmrPoint",
    "funnel_curves",
    "funnel_limits",
    "funnel_verdict",
    "funnel_verdicts",
    "indirect_expectations",
    "nhs_number_is_valid",
    "overdispersion",
    "poisson_interval",
    "poisson_intervals",
    "standardised_ratio",
    "xmr",
]
