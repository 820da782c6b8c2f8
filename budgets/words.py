"""What a page says about money that a table cannot."""

from __future__ import annotations

from budgets.models import Category
from budgets.selectors.position import Position, Row
from daccom.calendar import Month
from daccom.formats import money
from practices.models import Practice
from referrals.words import names


def unbudgeted_words(total: Row) -> str:
    """That money was spent without a budget; nothing when none was."""
    if total.unbudgeted is None:
        return ""
    spent = money(total.unbudgeted)
    return f"{spent} was spent for which no budget is set. It is in the spend, not in the variance."


def closed_words(found: Position) -> list[str]:
    """Of each category in the tables that is closed by now, since when."""
    shown = {line.part.key for row in [*found.by_category, *found.outside] for line in row.lines}
    return [
        f"{node.category} closed: nothing is posted to it from {Month(node.closed_from)} on. "
        "Its earlier months count as before."
        for node in found.nodes.values()
        if node.category.code in shown
        if node.closed_from is not None and node.closed_from <= found.month.first
    ]


def profile_words(found: Position) -> str:
    """By which shapes the budgets to date are made."""
    profiled = [found.nodes[pk].category.name for pk in sorted(found.profiled) if pk in found.nodes]
    if not profiled:
        return "The budget to date is the year’s budget in equal twelfths"
    word = "profile" if len(profiled) == 1 else "profiles"
    return (
        f"The budget to date follows the {word} of {names(profiled)}; "
        "what has no profile counts in equal twelfths"
    )


def rows_heading(practice: Practice | None, category: Category | None) -> str:
    """What a list of spend rows is about: “Prescribing, Alder Surgery”."""
    parts = [str(part) for part in (category, practice) if part is not None]
    return ", ".join(parts) or "All managed spend"
