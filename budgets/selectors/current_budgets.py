"""What a practice's line may spend in a year, as it stands in a month: published and varied. Pounds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from budgets.forecasting import to_penny
from budgets.models import IndicativeBudget, VariationLine
from daccom.calendar import Month
from practices.models import User

Line = tuple[int, int]
"""The id of a practice and the id of a category."""
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Amount:
    """The whole year's budget of one line: as published, and what variations gave (or took, negative).

    `recurrent_varied` is the part of `varied` that next year's budget keeps.
    """

    published: Decimal = NOTHING
    varied: Decimal = NOTHING
    recurrent_varied: Decimal = NOTHING
    is_simulated: bool = False

    def __add__(self, other: Amount) -> Amount:
        """Both together; simulated when either is."""
        return Amount(
            self.published + other.published,
            self.varied + other.varied,
            self.recurrent_varied + other.recurrent_varied,
            self.is_simulated or other.is_simulated,
        )

    @property
    def current(self) -> Decimal:
        """What may be spent this year."""
        return self.published + self.varied

    @property
    def once_varied(self) -> Decimal:
        """What was given or taken for this year only."""
        return self.varied - self.recurrent_varied

    @property
    def base(self) -> Decimal:
        """What next year starts from: the budget without what comes once."""
        return self.published + self.recurrent_varied


def current_budgets(
    *, practices: Collection[int], month: Month, user: User | None = None
) -> dict[Line, Amount]:
    """The lines of the practices (by id) that have a budget in the month's year; two queries.

    A variation counts for the whole year from its month on, so `month` says which are in. What `user` may
    not read is left out; None is the system itself. A line that variations alone made is in the answer.
    """
    published = _published(practices, month, user)
    varied = _varied(practices, month, user)
    return {
        line: published.get(line, Amount()) + varied.get(line, Amount())
        for line in sorted(published.keys() | varied.keys())
    }


def _published(practices: Collection[int], month: Month, user: User | None) -> dict[Line, Amount]:
    rows = IndicativeBudget.objects.visible_to(user) if user else IndicativeBudget.objects.all()
    found = rows.filter(practice__in=practices, year=month.year.start_year)
    return {
        (practice, category): Amount(published=amount, is_simulated=simulated)
        for practice, category, amount, simulated in found.values_list(
            "practice_id", "category_id", "amount", "is_simulated"
        )
    }


def _varied(practices: Collection[int], month: Month, user: User | None) -> dict[Line, Amount]:
    rows = VariationLine.objects.visible_to(user) if user else VariationLine.objects.all()
    found = (
        rows.filter(
            practice__in=practices,
            variation__year=month.year.start_year,
            variation__month__lte=month.first,
        )
        .values("practice_id", "category_id")
        .annotate(
            varied=Sum("amount"),
            recurrent=Sum("amount", filter=Q(variation__is_recurrent=True)),
            simulated=Count("pk", filter=Q(variation__is_simulated=True)),
        )
    )
    return {
        (row["practice_id"], row["category_id"]): Amount(
            varied=to_penny(row["varied"]),
            recurrent_varied=to_penny(row["recurrent"] or NOTHING),
            is_simulated=bool(row["simulated"]),
        )
        for row in found
    }
