"""The tree of categories, each with the main category it is under."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from budgets.models import Category


@dataclass(frozen=True)
class Node:
    """A category and its main category; `closed_from` is its own, or the first above it."""

    category: Category
    root: Category
    closed_from: dt.date | None

    @property
    def is_outside(self) -> bool:
        return self.root.outside_pbc


def category_tree() -> dict[int, Node]:
    """Every category by id, in their order; one query."""
    known = {category.pk: category for category in Category.objects.order_by("order", "pk")}
    return {pk: _node(category, known) for pk, category in known.items()}


def _node(category: Category, known: dict[int, Category]) -> Node:
    root, days = category, [category.closed_from]
    while root.parent_id is not None:
        root = known[root.parent_id]
        days.append(root.closed_from)
    return Node(category, root, min((day for day in days if day), default=None))
