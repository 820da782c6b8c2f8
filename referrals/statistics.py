"""Statistics as pure functions: plain numbers and texts in, plain numbers out, no Django import."""

from referrals.checks.nhs_numbers import nhs_number_is_valid

__all__ = ["nhs_number_is_valid"]
