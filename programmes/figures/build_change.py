"""Savings, challenges and decisions as figures. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from programmes.figures.change import (
    ChallengeFigures,
    ChallengeLine,
    SavingsFigures,
    TargetFigures,
)
from programmes.selectors.savings import Savings, TargetRow
from referrals.models import MonthFact
from referrals.selectors.facts import Facts
from referrals.selectors.roster import Roster


def savings_figures(found: Savings) -> SavingsFigures:
    return SavingsFigures(
        targets=[_target(row) for row in found.rows],
        planned_year=found.planned_year,
        planned_to_date=found.planned_to_date,
        planned_known=found.planned_known,
        actual=found.actual,
        difference=found.difference,
        months_due=found.months_due,
        months_known=found.months_known,
        is_simulated=found.is_simulated,
    )


def _target(row: TargetRow) -> TargetFigures:
    return TargetFigures(
        pk=row.pk,
        number=row.number,
        name=row.name,
        planned_year=row.planned_year,
        planned_to_date=row.planned_to_date,
        planned_known=row.planned_known,
        actual=row.actual,
        months_due=row.months_due,
        months_known=row.months_known,
    )


def challenge_figures(roster: Roster, facts: Facts) -> ChallengeFigures:
    """What was challenged of the charges of April to the month in view."""
    months = set(roster.months)
    held = [(pk, month, fact) for (pk, month), fact in facts.items() if month in months]
    return ChallengeFigures(
        by_month=[
            _challenges(month.slug, str(month), [fact for _, at, fact in held if at == month])
            for month in roster.months
        ],
        by_practice=[
            _challenges(practice.ods_code, practice.name, [fact for pk, _, fact in held if pk == practice.pk])
            for practice in roster.practices
        ],
        total=_challenges("", "All", [fact for _, _, fact in held]),
    )


def _challenges(key: str, name: str, rows: list[MonthFact]) -> ChallengeLine:
    return ChallengeLine(
        key=key,
        name=name,
        count=sum(row.challenges for row in rows),
        gross=_total(row.challenged_gross for row in rows),
        net=_total(row.challenged_net for row in rows),
        recovered=_total(row.recovered for row in rows),
        lost=_total(row.lost for row in rows),
        open_count=sum(row.challenges_open for row in rows),
        open_gross=_total(row.open_gross for row in rows),
    )


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0)).quantize(Decimal("0.01"))
