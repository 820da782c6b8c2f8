"""What a measure counts: which columns of a month's facts, in which unit, and which way is better. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from referrals.models import Measure, MonthFact, PointOfDelivery

Pod = PointOfDelivery


@dataclass(frozen=True)
class Definition:
    """`pods` None: referrals of the returns. `better` is said on every page: “neither”, “fewer”."""

    pods: tuple[str, ...] | None
    is_money: bool = False
    better: str = "Neither more nor fewer is better in itself: both can be a sign of unmet need or of waste."


FEWER = "Fewer are better, as long as the patients who need care get it."
DEFINITIONS: dict[Measure, Definition] = {
    Measure.REFERRALS: Definition(None),
    Measure.FIRST_OUTPATIENT: Definition((Pod.OPFA,)),
    Measure.FOLLOW_UP: Definition((Pod.OPFUP,), better=FEWER),
    Measure.OUTPATIENT_PROCEDURE: Definition((Pod.OPPROC,)),
    Measure.ELECTIVE: Definition((Pod.EL, Pod.DC)),
    Measure.EMERGENCY: Definition((Pod.NEL, Pod.NELST), better=FEWER),
    Measure.A_AND_E: Definition((Pod.AE,), better=FEWER),
    Measure.ACUTE_COST: Definition(tuple(PointOfDelivery.values), is_money=True),
}
FIELDS = {
    measure: tuple(f"{pod.lower()}_{'cost' if about.is_money else 'activity'}" for pod in about.pods or ())
    for measure, about in DEFINITIONS.items()
}
"""The columns of a month's facts that a measure adds up, worked out once."""


def counted(fact: MonthFact | None, measure: Measure) -> int | Decimal | None:
    """The measure's value in one practice's month: events, or pounds; None when it is missing, not nought."""
    about = DEFINITIONS[measure]
    if fact is None:
        return None
    if about.pods is None:
        return fact.referrals
    if not fact.has_activity:
        return None
    values = [getattr(fact, name) for name in FIELDS[measure]]
    return sum(values, Decimal(0)) if about.is_money else sum(values)
