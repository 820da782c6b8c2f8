"""What referrals ask of people: each module registers its provider when it is imported."""

from referrals.work import challenges as challenges
from referrals.work import extracts as extracts
from referrals.work import outliers as outliers
from referrals.work import returns as returns
