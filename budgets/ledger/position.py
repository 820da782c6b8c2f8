"""The position, added up once more from budgets, variations and spend; see daccom.ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from budgets.models import Category, IndicativeBudget, MonthlySpend, VariationLine
from budgets.selectors.position import Position, position
from budgets.selectors.spend import spend_rows
from daccom.calendar import Month
from daccom.ledger import Figure, register
from practices.models import Practice
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.selectors.roster import roster

Key = tuple[str, str]
"""A practice's ODS code and the code of a main category."""


@dataclass(frozen=True)
class Counted:
    """Pounds by practice and main category, and which categories are not managed here.

    `merging` are practices that give or take over the budget of another within the year: theirs agree only
    when added up.
    """

    budgets: dict[Key, Decimal]
    spend: dict[Key, Decimal]
    outside: set[str] = field(default_factory=set)
    merging: set[str] = field(default_factory=set)

    def total(self, amounts: dict[Key, Decimal], practice: str = "", category: str = "") -> Decimal | None:
        """What is managed here, of one practice or category if given; None without a row."""
        found = [
            amount
            for (ods, code), amount in amounts.items()
            if (code == category if category else code not in self.outside) and practice in ("", ods)
        ]
        return sum(found, Decimal(0)) if found else None


@register("budget position equals budgets and spend")
def positions() -> Iterator[Figure]:
    """Budget and spend in total, by category and by practice, of every group and month posted."""
    for read in read_groups():
        for month in months_posted(read):
            listed = roster(group=read.group, month=month, user=read.reader)
            found = position(roster=listed, user=read.reader)
            counted = count_money(read, month)
            yield from compare(found, counted, f"of {read.group}, {month}")
            rows = spend_rows(roster=listed, user=read.reader, practice=None, category=None)
            spent = counted.total(counted.spend) or Decimal(0)
            yield Figure(f"rows behind the spend of {read.group}, {month}", rows.total, spent)


def compare(found: Position, counted: Counted, what: str) -> Iterator[Figure]:
    """One position beside its rows."""
    rows = [(found.total, "", "", what)]
    rows += [(row, "", row.heading.key, f"on {row.heading.key} {what}") for row in found.by_category]
    rows += [(row, "", row.heading.key, f"on {row.heading.key} {what}") for row in found.outside]
    rows += [(row, row.heading.key, "", f"of {row.heading.key} {what}") for row in found.by_practice]
    for row, practice, category, words in rows:
        if practice not in counted.merging:
            yield Figure(f"budget {words}", row.budget, counted.total(counted.budgets, practice, category))
        yield Figure(f"spend {words}", row.spend, counted.total(counted.spend, practice, category))


def count_money(read: ReadGroup, month: Month) -> Counted:
    """The year's budgets with what varied them, and the spend from April on, of whoever counts in `month`."""
    known = {*read.practices_in(month.first), *_closed_in_the_year(read, month)}
    practices = {practice.pk: practice.ods_code for practice in known}
    tops = _tops()
    year = month.year.start_year
    published = IndicativeBudget.objects.filter(practice__in=practices, year=year)
    varied = VariationLine.objects.filter(
        practice__in=practices, variation__year=year, variation__month__lte=month.first
    )
    budgets: dict[Key, Decimal] = defaultdict(Decimal)
    for row in [*published, *varied]:
        budgets[practices[row.practice_id], tops[row.category_id].code] += row.amount
    spend: dict[Key, Decimal] = defaultdict(Decimal)
    posted = MonthlySpend.objects.filter(
        practice__in=practices, month__gte=month.year.first, month__lte=month.first
    )
    for paid in posted:
        if paid.practice_id in {member.practice_id for member in read.belonging(paid.month)}:
            spend[practices[paid.practice_id], tops[paid.category_id].code] += paid.amount
    outside = {top.code for top in tops.values() if top.outside_pbc}
    return Counted(budgets, spend, outside, _merging(known, month))


def _closed_in_the_year(read: ReadGroup, month: Month) -> set[Practice]:
    """The members that closed since April."""
    return {
        member.practice
        for member in read.members
        for day in [member.practice.closed_on]
        if day is not None and month.year.first <= day <= month.first
        if member.joined_on < day and (member.left_on is None or member.left_on >= day)
    }


def _merging(known: set[Practice], month: Month) -> set[str]:
    """The ODS codes of those that closed and of their successors."""
    gone = {one for one in known if one.closed_on is not None and one.closed_on <= month.first}
    successors = {one.successor_id for one in gone}
    return {one.ods_code for one in known if one in gone or one.pk in successors}


def _tops() -> dict[int, Category]:
    """The main category of every category, by id."""
    known = {category.pk: category for category in Category.objects.all()}
    found = {}
    for category in known.values():
        top = category
        while top.parent_id is not None:
            top = known[top.parent_id]
        found[category.pk] = top
    return found


def months_posted(read: ReadGroup) -> list[Month]:
    """Every month in which spend was posted for a member."""
    posted = MonthlySpend.objects.filter(practice__in=read.ids).order_by("month")
    return [Month(first) for first in posted.values_list("month", flat=True).distinct()]
