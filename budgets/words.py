"""What a page says about money that a table cannot."""

from __future__ import annotations

from budgets.models import Category
from budgets.selectors.position import Row
from daccom.formats import money
from practices.models import Practice


def unbudgeted_words(total: Row) -> str:
    """That money was spent without a budget; nothing when none was."""
    if total.unbudgeted is None:
        return ""
    spent = money(total.unbudgeted)
    return f"{spent} was spent for which no budget is set. It is in the spend, not in the variance."


def rows_heading(practice: Practice | None, category: Category | None) -> str:
    """What a list of spend rows is about: “Prescribing, Alder Surgery”."""
    parts = [str(part) for part in (category, practice) if part is not None]
    return ", ".join(parts) or "All managed spend"
