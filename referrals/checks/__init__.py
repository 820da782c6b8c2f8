"""The automatic checks of what providers charge: a small class for each rule, run over a whole load."""

from referrals.checks.base import Asked, Check, Parameter, Provided
from referrals.checks.bed_days import BedDays
from referrals.checks.dates import Dates
from referrals.checks.duplicate import Duplicate
from referrals.checks.identity import Identity
from referrals.checks.late import Late
from referrals.checks.not_ours import NotOurs
from referrals.checks.overlap import Overlap
from referrals.checks.price import Price
from referrals.checks.readmission import Readmission

RULES: dict[str, Check] = {
    check.code: check
    for check in (
        Duplicate(),
        Overlap(),
        NotOurs(),
        Identity(),
        Dates(),
        BedDays(),
        Price(),
        Late(),
        Readmission(),
    )
}
"""Every rule by its code, in the order in which pages list them."""

__all__ = ["RULES", "Asked", "Check", "Parameter", "Provided"]
