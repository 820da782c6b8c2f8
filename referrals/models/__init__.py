from referrals.models.care_plans import CarePlan
from referrals.models.challenges import Challenge, ChallengeBatch, ChallengeStep, Reason, Reconciliation
from referrals.models.episodes import Answer, Episode, PointOfDelivery, Validation
from referrals.models.extracts import ColumnMapping, Extract, Load, RowError
from referrals.models.findings import CheckSetting, Finding, Rule, Tariff
from referrals.models.nobody import ClinicianNil
from referrals.models.periods import ReportingPeriod
from referrals.models.permissions import Notice, ReturnExtension
from referrals.models.reference import Provider, Specialty
from referrals.models.returns import (
    FigureExplanation,
    MonthlyReturn,
    ReferralCount,
    ReturnVersion,
    Urgency,
)

__all__ = [
    "Answer",
    "CarePlan",
    "Challenge",
    "ChallengeBatch",
    "ChallengeStep",
    "CheckSetting",
    "ClinicianNil",
    "ColumnMapping",
    "Episode",
    "Extract",
    "FigureExplanation",
    "Finding",
    "Load",
    "MonthlyReturn",
    "Notice",
    "PointOfDelivery",
    "Provider",
    "Reason",
    "Reconciliation",
    "ReferralCount",
    "ReportingPeriod",
    "ReturnExtension",
    "ReturnVersion",
    "RowError",
    "Rule",
    "Specialty",
    "Tariff",
    "Urgency",
    "Validation",
]
