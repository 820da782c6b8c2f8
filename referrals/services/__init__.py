"""The only code of referrals that writes, by noun."""
