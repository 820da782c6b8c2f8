"""A table with every kind of column."""

from datetime import date
from decimal import Decimal
from typing import Any

from daccom.exports import Export
from daccom.tables import (
    Column,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    MonthColumn,
    NumberColumn,
    PercentColumn,
    Table,
    TagColumn,
)

NAMES = [
    "Alder Surgery",
    "Birch House",
    "Cedar Practice",
    "Dogwood Surgery",
    "Elm Road",
    "Fir Tree",
    "Gorse Hill",
]
STATES = ["accepted", "submitted", "late"]

ROWS: list[dict[str, Any]] = [
    {
        "practice": name,
        "town": "Hemel Hempstead" if place % 2 else "Berkhamsted",
        "patients": 4_100 + place * 1_357,
        "budget": Decimal(1_131_000 + place * 87_250),
        "position": Decimal("-3.45") + place,
        "month": date(2009, 1, 1),
        "sent": date(2009, 2, 3 + place) if place % 3 != 2 else None,
        "state": STATES[place % 3],
    }
    for place, name in enumerate(NAMES)
]

EXPORTS = [
    Export(
        "practices", "Practices", ["Practice", "Budget"], [[row["practice"], row["budget"]] for row in ROWS]
    ),
    Export(
        "patients", "Patients", ["Practice", "Patients"], [[row["practice"], row["patients"]] for row in ROWS]
    ),
]


class PracticeTable(Table):
    """Practices and how they stand."""

    practice = LinkColumn(url_of=lambda row: "#tables", footer="Total")
    town = Column()
    patients = NumberColumn(footer=lambda table: f"{sum(row['patients'] for row in ROWS):,}")
    budget = MoneyColumn(verbose_name="Indicative budget")
    position = PercentColumn(verbose_name="Against budget")
    month = MonthColumn(orderable=False)
    sent = DateColumn()
    state = TagColumn(
        verbose_name="Return", colours={"accepted": "green", "submitted": "blue", "late": "red"}
    )

    class Meta(Table.Meta):
        """The shared look."""
