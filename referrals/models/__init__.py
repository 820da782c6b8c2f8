from referrals.models.episodes import Answer, Episode, PointOfDelivery, Validation
from referrals.models.periods import ReportingPeriod
from referrals.models.reference import Provider, Specialty
from referrals.models.returns import MonthlyReturn, ReferralCount, ReturnVersion, Urgency

__all__ = [
    "Answer",
    "Episode",
    "MonthlyReturn",
    "PointOfDelivery",
    "Provider",
    "ReferralCount",
    "ReportingPeriod",
    "ReturnVersion",
    "Specialty",
    "Urgency",
    "Validation",
]
