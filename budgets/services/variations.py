"""Changing published budgets: variations bring or take money, virements move it. Never changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from budgets.models import BudgetSetting, Variation, VariationLine
from budgets.selectors.levels import NOTHING, Spot, levels
from budgets.selectors.variations import last_number
from daccom import calendar
from daccom.audit import record
from daccom.calendar import FinancialYear, Month
from daccom.errors import Refused
from daccom.formats import money
from practices.models import CommissioningGroup, User
from referrals.selectors.roster import roster

Kind = Variation.Kind


@dataclass(frozen=True)
class NewLine:
    """What one line gives to a spot, in pounds; negative takes."""

    spot: Spot
    amount: Decimal


@transaction.atomic
def agree_variation(
    *,
    group: CommissioningGroup,
    kind: Kind,
    month: Month,
    is_recurrent: bool,
    reason: str,
    lines: Sequence[NewLine],
    by: User,
    seen: int | None = None,
) -> Variation:
    """Write one change of the budgets of the month's year, counting from `month`, and number it.

    `seen`: the newest number that the person knew of, so that what is sent twice is agreed once. Raises
    Refused: variation.moved-on, .not-published, .no-lines, .same-place-twice, .other-reserve,
    .other-practice, .category-closed, .not-enough, virement.not-nought.
    """
    # Of two people the second counts with the first one's lines, and gets the next number.
    CommissioningGroup.objects.select_for_update().get(pk=group.pk)
    last = last_number(group, month.year)
    _require_seen(seen, last)
    _require_published(group, month.year)
    _require_lines(lines, kind)
    _require_places(group, month, lines, by)
    _require_enough(lines, month)
    made = Variation.objects.create(
        group=group,
        year=month.year.start_year,
        number=last + 1,
        kind=kind,
        month=month.first,
        is_recurrent=is_recurrent,
        reason=reason,
        agreed_at=calendar.now(),
        agreed_by=by,
    )
    VariationLine.objects.bulk_create(_line(made, line) for line in lines)
    record(by=by, verb="budget.varied", target=made, after=_in_words(made, lines))
    return made


def _require_seen(seen: int | None, last: int) -> None:
    if seen is not None and seen != last:
        raise Refused(
            "variation.moved-on",
            f"Number {last} was agreed after you opened this page. Nothing was recorded this time.",
            "Look whether it is yours, and agree this one too if it still holds.",
        )


def _require_published(group: CommissioningGroup, year: FinancialYear) -> None:
    published = BudgetSetting.objects.filter(
        group=group, year=year.start_year, status=BudgetSetting.Status.PUBLISHED
    )
    if not published.exists():
        raise Refused(
            "variation.not-published",
            f"The budgets of {year} are not published yet.",
            "Change the draft of the worksheet instead.",
        )


def _require_lines(lines: Sequence[NewLine], kind: Kind) -> None:
    if not lines or not all(line.amount for line in lines):
        raise Refused("variation.no-lines", "A line gives or takes an amount other than nought.")
    spots = [line.spot for line in lines]
    twice = next((spot for spot in spots if spots.count(spot) > 1), None)
    if twice is not None:
        raise Refused(
            "variation.same-place-twice", f"{twice} has more than one line.", "Put them together in one."
        )
    whole = sum((line.amount for line in lines), NOTHING)
    if kind == Kind.VIREMENT and whole:
        words = f"{money(abs(whole))} {'more than' if whole > 0 else 'short of'} nought"
        raise Refused(
            "virement.not-nought",
            f"A virement moves money: its lines come to nought. These come to {words}.",
            "Change the lines, or make it a variation if money comes in or goes out.",
        )


def _require_places(group: CommissioningGroup, month: Month, lines: Sequence[NewLine], by: User) -> None:
    """Only to practices that are in the group then, and to categories that are open then.

    What a practice that left or a category that closed still has may be taken away.
    """
    listed = roster(group=group, month=month.year.months[-1], user=by)
    open_then = listed.expected(month)
    for line in lines:
        practice, category, reserve = line.spot.practice, line.spot.category, line.spot.reserve
        if reserve is not None and (reserve.group_id, reserve.year) != (group.pk, month.year.start_year):
            raise Refused("variation.other-reserve", f"{reserve} is no reserve of {group} in {month.year}.")
        if practice is None or category is None:
            continue
        if practice not in (open_then if line.amount > 0 else listed.practices):
            raise Refused(
                "variation.other-practice",
                f"{practice} is not in {group} in {month}.",
                "Give the money to its successor, or take this line away.",
            )
        if line.amount > 0 and category.closed_from and category.closed_from <= month.first:
            raise Refused(
                "variation.category-closed",
                f"{category} is closed from {Month(category.closed_from)} on: nothing can be given to it.",
                "Give the money to an open category.",
            )


def _require_enough(lines: Sequence[NewLine], month: Month) -> None:
    """No budget and no reserve falls below nought, in this month or in any later one."""
    found = levels([line.spot for line in lines if line.amount < 0], month.year)
    for line in lines:
        if line.amount > 0:
            continue
        least, when = found[line.spot].lowest_from(month)
        if least + line.amount < 0:
            raise Refused(
                "variation.not-enough",
                f"{line.spot} holds {money(least)} in {when}: {money(-line.amount)} cannot be taken from it.",
                f"Take {money(least)} at most.",
            )


def _line(made: Variation, line: NewLine) -> VariationLine:
    spot = line.spot
    return VariationLine(
        variation=made,
        practice=spot.practice,
        category=spot.category,
        reserve=spot.reserve,
        amount=line.amount,
    )


def _in_words(made: Variation, lines: Sequence[NewLine]) -> dict[str, object]:
    return {
        "number": made.number,
        "kind": made.kind,
        "month": made.month,
        "is_recurrent": made.is_recurrent,
        "reason": made.reason,
        "lines": "; ".join(f"{line.spot}: {line.amount}" for line in lines),
    }
