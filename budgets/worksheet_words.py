"""What a worksheet says in words: each step, and each practice that goes its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgets.models import PracticeWeight
from budgets.selectors.sheets import Sheet, SheetRow
from budgets.worksheet import Sort
from daccom.formats import money, number, percent
from referrals.words import names

OWN_WAY = {
    Sort.MOVES: "",
    Sort.KEEPS_HISTORY: "No list size is known, so there is no fair share: it keeps its part by history.",
    Sort.FAIR_AT_ONCE: "It has no history, so it gets its fair share at once, whatever the pace.",
    Sort.NOTHING_KNOWN: "Neither a history nor a list is known, so it gets nothing here. "
    "A variation can give it a budget once they are published.",
}


@dataclass(frozen=True)
class Said:
    """A step by its name, or a practice, and what there is to say of it."""

    name: str
    words: str


def steps_in_words(found: Sheet) -> list[Said]:
    """The worksheet's steps from the left to the right, each in a sentence or two."""
    setting = found.setting
    return [
        Said("Historic", f"{setting.basis}: {money(found.historic)} in all."),
        Said(
            "Uplifted",
            f"Each historic amount with the uplift of {percent(setting.uplift, 2)}, inside the stated "
            f"range of {percent(setting.uplift_low, 2)} to {percent(setting.uplift_high, 2)}: "
            f"{money(found.uplifted)} in all.",
        ),
        Said(
            "By history",
            f"The group’s {money(setting.total)} less reserves of {money(found.reserves)} leaves "
            f"{money(found.available)} for practices, {_against_uplift(found)}. "
            "It falls on practices as their history does.",
        ),
        Said(
            "Fair share",
            "The same money by weighted capitation: a practice’s list times what one of its patients weighs. "
            f"{number(found.patients)} patients are counted.",
        ),
        Said(
            "Distance",
            "How far the part by history lies over (+) or under (−) the fair share, in percent of the share.",
        ),
        Said(
            "Budget",
            f"From the part by history, {percent(setting.pace_of_change, 2)} of the way to the fair share: "
            f"the pace of change. Odd pennies go to the largest remainders, so that all add up to "
            f"{money(found.budget)} exactly.",
        ),
        Said(
            "On categories",
            "A practice’s budget falls on its categories as its history did; a practice without one follows "
            "the whole group. What a category gets in all is the sum of its practices.",
        ),
    ]


def said_of_practices(found: Sheet) -> list[Said]:
    """The practices of which the steps alone would not tell the whole story, and what was left out."""
    said = [Said(row.practice.name, words) for row in found.rows if (words := _own_words(row))]
    said += [
        Said(
            practice.name,
            f"It is no longer in the group and has no successor in it: its {money(amount)} are not counted.",
        )
        for practice, amount in found.lost.items()
    ]
    said += [
        Said(category.name, "The category is closed: its history lies on each practice’s other categories.")
        for category in found.closed
    ]
    return said


def sources_said(weights: Sequence[PracticeWeight]) -> list[Said]:
    """Where lists and weights come from: each source once, with the practices it speaks of."""
    by_source: dict[str, list[str]] = {}
    for weight in weights:
        by_source.setdefault(weight.source, []).append(weight.practice.name)
    if len(by_source) == 1:
        return [Said("All practices", source) for source in by_source]
    return [Said(", ".join(practices), source) for source, practices in by_source.items()]


def _own_words(row: SheetRow) -> str:
    parts = [OWN_WAY[row.step.sort]]
    if row.heirs_of:
        parts.append(f"The history of {names([one.name for one in row.heirs_of])} is its own now.")
    if row.step.basis.has_credit:
        parts.append("A category that ended as a credit counts as nought.")
    if row.weight.patients == 0:
        parts.append("Its list has nobody on it, so its fair share is nothing.")
    return " ".join(filter(None, parts))


def _against_uplift(found: Sheet) -> str:
    beyond = found.beyond_uplift
    if not beyond:
        return "exactly the uplifted amounts"
    return f"{money(abs(beyond))} {'more' if beyond > 0 else 'less'} than the uplifted amounts"
