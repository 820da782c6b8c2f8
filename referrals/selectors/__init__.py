"""Questions that the pages of referrals ask, by noun."""
