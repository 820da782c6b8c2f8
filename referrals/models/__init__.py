from referrals.models.care_plans import CarePlan
from referrals.models.challenges import Challenge, ChallengeBatch, ChallengeStep, Reason, Reconciliation
from referrals.models.chart_notes import ChartNote, Rebase
from referrals.models.episodes import Answer, Episode, PointOfDelivery, Validation
from referrals.models.extracts import ColumnMapping, Extract, Load, RowError
from referrals.models.facts import ActivityFact, MonthFact, ReferralFact
from referrals.models.findings import CheckSetting, Finding, Rule, Tariff
from referrals.models.nobody import ClinicianNil
from referrals.models.outliers import Measure, OutlierRequest, OutlierStep
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
from referrals.models.summaries import ActivitySummary, ReferenceEvents

__all__ = [
    "ActivityFact",
    "ActivitySummary",
    "Answer",
    "CarePlan",
    "Challenge",
    "ChallengeBatch",
    "ChallengeStep",
    "ChartNote",
    "CheckSetting",
    "ClinicianNil",
    "ColumnMapping",
    "Episode",
    "Extract",
    "FigureExplanation",
    "Finding",
    "Load",
    "Measure",
    "MonthFact",
    "MonthlyReturn",
    "Notice",
    "OutlierRequest",
    "OutlierStep",
    "PointOfDelivery",
    "Provider",
    "Reason",
    "Rebase",
    "Reconciliation",
    "ReferenceEvents",
    "ReferralCount",
    "ReferralFact",
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
