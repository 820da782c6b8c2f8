"""The pages of referrals, by noun."""
