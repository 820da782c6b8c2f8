"""Simulated explanations of the difference between posted acute spend and extracts.

The simulated tariff prices every attendance; simulated contracts pay some care in other ways. Nothing of this
is in the documents.
"""

from __future__ import annotations

from decimal import Decimal

from budgets.models import Category, SpendExplanation
from daccom.calendar import Month
from practices.demo import story
from practices.demo.accounts import FINANCE
from practices.demo.moments import at
from practices.models import CommissioningGroup, User

WORDS = {
    "independent": ("ACU-EL", "Operations at independent providers, invoiced without an extract"),
    "drugs": ("ACU-EL", "Implants and drugs paid outside the tariff"),
    "critical": ("ACU-EM", "Critical care, paid by the bed day outside the tariff"),
    "threshold": ("ACU-EM", "Emergency admissions above the contract’s threshold, paid at half the tariff"),
    "clinics": ("ACU-OP", "Outpatient clinics paid as a block, below the tariff of their attendances"),
    "casualty": ("ACU-AE", "A&E paid as a block, below the tariff of its attendances"),
}
THOUSANDS = {
    2007: {
        "independent": 450,
        "drugs": 215,
        "critical": 90,
        "threshold": -225,
        "clinics": -475,
        "casualty": -90,
    },
    2008: {
        "independent": 530,
        "drugs": 245,
        "critical": 105,
        "threshold": -120,
        "clinics": -405,
        "casualty": -74,
    },
}
"""Thousands of pounds a month, by financial year: what the contracts say, whatever the month’s activity."""
EXPLAINED_ON_DAY = 19


def load_explanations(months: list[Month]) -> int:
    """Write what finance explained of each month; how many rows."""
    group, finance = CommissioningGroup.objects.get(slug=story.GROUP), User.objects.get(email=FINANCE)
    categories = Category.objects.in_bulk(field_name="code")
    rows = [
        SpendExplanation(
            group=group,
            category=categories[WORDS[key][0]],
            month=month.first,
            amount=Decimal(thousands) * 1000,
            words=WORDS[key][1],
            recorded_at=at(month.next().first.replace(day=EXPLAINED_ON_DAY), 14),
            recorded_by=finance,
            is_simulated=True,
        )
        for month in months
        for key, thousands in THOUSANDS.get(month.year.start_year, {}).items()
    ]
    return len(SpendExplanation.objects.bulk_create(rows))
