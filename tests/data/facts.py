"""The project's data files, read as they lie in the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = CHECKOUT.parent / "shared"
FILES = (
    "budgets/data/finance.json",
    "practices/data/list_sizes.json",
    "practices/data/organisations.json",
    "practices/data/people.json",
    "programmes/data/des_review.json",
    "programmes/data/framework.json",
    "programmes/data/pilot_2006.json",
    "programmes/data/plan_2008.json",
    "programmes/data/plan_template.json",
    "programmes/data/priorities_2008.json",
    "programmes/data/projects_2008.json",
    "programmes/data/review_2007.json",
    "referrals/data/specialties.json",
)


@cache
def facts(name: str) -> Any:
    """The file called `name`, such as "people"."""
    (path,) = (path for path in FILES if Path(path).stem == name)
    return json.loads((CHECKOUT / path).read_text(encoding="utf-8"))


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in `value`, each with the key it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str):
        yield key, value
