"""The budget categories, and the figures that the documents state."""

from decimal import Decimal
from typing import Any

from budgets.models import Category, StatedFigure
from practices.demo import story
from practices.demo.facts import facts
from practices.models import CommissioningGroup


def load_categories() -> int:
    """Write the tree of categories, parents first; how many."""
    made: dict[str, Category] = {}
    for order, fact in enumerate(facts("budgets", "finance")["categories"], start=1):
        made[fact["code"]], _ = Category.objects.update_or_create(
            code=fact["code"],
            defaults={
                "name": fact["name"],
                "parent": made.get(fact["parent"]),
                "outside_pbc": not fact["inside_pbc"],
                "order": order,
            },
        )
    return len(made)


def load_stated_figures() -> int:
    """Write every figure of the documents as it is printed; how many."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    rows = [
        StatedFigure(
            group=group,
            code=fact["key"],
            as_written=fact["as_written"],
            meaning=fact["meaning"],
            period=fact["period"] or "",
            kind=fact["kind"],
            source=fact["source"],
            amount=_amount(fact),
            note=_note(fact),
        )
        for fact in facts("budgets", "finance")["figures"]
    ]
    return len(StatedFigure.objects.bulk_create(rows))


def _amount(fact: dict[str, Any]) -> Decimal | None:
    return None if fact["amount_gbp"] is None else Decimal(fact["amount_gbp"])


def _note(fact: dict[str, Any]) -> str:
    """The file's note, after the unit where that is not plain pounds."""
    unit = "" if fact["unit"] == "GBP" else f"{fact['unit'].replace('GBP', 'Pounds')}."
    return " ".join(part for part in (unit, fact["note"]) if part)
