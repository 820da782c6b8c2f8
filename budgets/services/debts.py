"""Recording what a group overspent and by when it repays that."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F

from budgets.models import Debt, Repayment
from daccom import audit, calendar
from daccom.calendar import FinancialYear
from daccom.errors import Refused
from daccom.formats import money
from practices.models import CommissioningGroup, User

MOST_YEARS = 5
Schedule = Mapping[int, Decimal]
"""Pounds by the calendar year in which the financial year starts."""


@transaction.atomic
def set_debt(
    *,
    group: CommissioningGroup,
    year: int,
    amount: Decimal,
    source: str,
    repayments: Schedule,
    seen: int,
    by: User,
) -> Debt:
    """Carry an overspend of `year`, or change how it is repaid.

    `seen` is the edition the person had before them, 0 when there was none. Raises Refused when the schedule
    does not come to the amount, has not 1 to 5 years after the debt's, or somebody else saved meanwhile.
    """
    _check_schedule(year, amount, repayments)
    values = {
        "amount": amount,
        "source": source,
        "recorded_at": calendar.now(),
        "recorded_by": by,
        "is_simulated": False,
    }
    debt, before = _changed(group, year, values, seen) if seen else (_made(group, year, values), {})
    debt.repayments.all().delete()
    Repayment.objects.bulk_create(
        Repayment(debt=debt, year=start, amount=repaid) for start, repaid in sorted(repayments.items())
    )
    after = {"amount": amount, "source": source, "repayments": _text(repayments)}
    audit.record(by=by, verb="debt.set", target=debt, before=before, after=after)
    return debt


def _made(group: CommissioningGroup, year: int, values: dict[str, object]) -> Debt:
    try:
        with transaction.atomic():
            return Debt.objects.create(group=group, year=year, **values)
    except IntegrityError:
        raise _changed_meanwhile() from None


def _changed(
    group: CommissioningGroup, year: int, values: dict[str, object], seen: int
) -> tuple[Debt, dict[str, object]]:
    """The row after the change, and what it held before."""
    rows = Debt.objects.filter(group=group, year=year)
    old = rows.prefetch_related("repayments").first()
    if old is None or not rows.filter(edition=seen).update(edition=F("edition") + 1, **values):
        raise _changed_meanwhile()
    repaid = {row.year: row.amount for row in old.repayments.all()}
    before = {"amount": old.amount, "source": old.source, "repayments": _text(repaid)}
    return rows.get(), before


def _check_schedule(year: int, amount: Decimal, repayments: Schedule) -> None:
    if not 1 <= len(repayments) <= MOST_YEARS or min(repayments) <= year:
        raise Refused(
            "debt.years",
            f"An overspend of {FinancialYear(year)} is repaid over 1 to {MOST_YEARS} years after it.",
            "Enter what is repaid in each of them.",
        )
    if amount <= 0 or min(repayments.values()) <= 0:
        raise Refused("debt.amounts", "An overspend and what is repaid of it are over nought.", "")
    if difference := sum(repayments.values(), Decimal(0)) - amount:
        raise Refused("debt.schedule", difference_words(difference, amount), "")


def difference_words(difference: Decimal, amount: Decimal) -> str:
    """“The repayments come to £900,000, £98,000 less than the overspend of £998,000.”"""
    way = "more" if difference > 0 else "less"
    return (
        f"The repayments come to {money(amount + difference)}, "
        f"{money(abs(difference))} {way} than the overspend of {money(amount)}."
    )


def _text(repayments: Schedule) -> str:
    return ", ".join(f"{FinancialYear(year)}: {amount}" for year, amount in sorted(repayments.items()))


def _changed_meanwhile() -> Refused:
    return Refused(
        "debt.changed",
        "Somebody else saved this overspend after you opened the form. Nothing was stored this time.",
        "Open it again to see what is recorded now.",
    )
