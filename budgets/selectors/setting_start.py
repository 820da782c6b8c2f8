"""What a worksheet starts from: what practices came to last year, and their lists. Money is pounds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import Count, Q, Sum

from budgets.capitation import SOURCE, age_weights
from budgets.forecasting import projected
from budgets.models import Category, MonthlySpend
from budgets.selectors.current_budgets import Line, current_budgets
from daccom.calendar import FinancialYear
from daccom.formats import long_date
from practices.models import CommissioningGroup, ListSize, Membership, Practice
from practices.selectors.groups import practices_of
from practices.selectors.list_sizes import list_size_totals

NO_LIST = "No list size is known"


class Basis(models.TextChoices):
    """What the historic amounts are."""

    BUDGETS = "budgets", "Last year’s budgets with their recurrent variations"
    OUTTURN = "outturn", "Last year’s outturn, in a straight line from what is posted"


@dataclass(frozen=True)
class ListWeight:
    """A practice's list and what one patient weighs; None when no list is known."""

    practice: Practice
    patients: int | None
    counted_on: dt.date | None
    weight: Decimal
    source: str


def basis_words(basis: Basis, year: FinancialYear) -> str:
    """What the worksheet says of its history: “Budgets of 2008/09 …”."""
    last = year.previous()
    if basis == Basis.BUDGETS:
        return f"Budgets of {last}, with the variations that recur"
    return f"Outturn of {last}, in a straight line from the months posted"


def history(group: CommissioningGroup, year: FinancialYear, basis: Basis) -> dict[Line, Decimal]:
    """Each line of last year, by the practice that had it then; lines outside PBC are left out.

    Those who were in the group last year or are in it now, so that who joins brings a history along.
    """
    last = year.previous()
    practices = _in_either(group, last, year)
    inside = set(inside_categories())
    found = _budgets(practices, last) if basis == Basis.BUDGETS else _outturn(practices, last)
    return {line: amount for line, amount in found.items() if line[1] in inside}


def _in_either(group: CommissioningGroup, last: FinancialYear, year: FinancialYear) -> set[int]:
    members = Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gt=last.first), group=group, joined_on__lte=year.first
    )
    return set(members.values_list("practice_id", flat=True))


def inside_categories() -> dict[int, Category]:
    """The categories that are managed in practice based commissioning, by id, in their order; one query."""
    known = Category.objects.select_related("parent__parent")
    return {category.pk: category for category in known if not _is_outside(category)}


def _is_outside(category: Category) -> bool:
    above: Category | None = category
    while above is not None:
        if above.outside_pbc:
            return True
        above = above.parent
    return False


def _budgets(practices: set[int], year: FinancialYear) -> dict[Line, Decimal]:
    found = current_budgets(practices=practices, month=year.months[-1])
    return {line: amount.base for line, amount in found.items()}


def _outturn(practices: set[int], year: FinancialYear) -> dict[Line, Decimal]:
    """The straight line of each practice and category over the months that were posted for it."""
    rows = (
        MonthlySpend.objects.filter(practice__in=practices)
        .between(year.months[0], year.months[-1])
        .values("practice_id", "category_id")
        .annotate(spent=Sum("amount"), months=Count("month", distinct=True))
    )
    return {(row["practice_id"], row["category_id"]): projected(row["spent"], row["months"]) for row in rows}


def members_of(group: CommissioningGroup, year: FinancialYear) -> list[Practice]:
    """The practices whose budgets are set: those in the group on the first day of the year."""
    return list(practices_of(group, year.first))


def list_weights(practices: Sequence[Practice], on: dt.date) -> list[ListWeight]:
    """Each practice's list that counts on the day, weighted by age; two queries."""
    totals = list_size_totals(practices, on)
    weights = age_weights(_bands(practices, {pk: total.as_at for pk, total in totals.items()}))
    return [
        ListWeight(
            practice,
            total.patients,
            total.as_at,
            weights[practice.pk],
            f"{SOURCE}; list of {long_date(total.as_at)}, {total.source}"[:200],
        )
        if (total := totals.get(practice.pk))
        else ListWeight(practice, None, None, Decimal(1), NO_LIST)
        for practice in practices
    ]


def _bands(practices: Sequence[Practice], days: dict[int, dt.date]) -> dict[int, dict[str, int]]:
    """Patients by age band of each practice on its own day."""
    rows = (
        ListSize.objects.filter(practice__in=practices, as_at__in=set(days.values()))
        .values_list("practice_id", "as_at", "age_band")
        .annotate(Sum("patients"))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for practice, as_at, band, patients in rows:
        if days.get(practice) == as_at:
            found[practice][band] = patients
    return found
