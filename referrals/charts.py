"""Charts of referrals."""

from __future__ import annotations

from daccom.charts import RATE, Bar, Chart, Reference, bar_chart
from daccom.formats import number
from referrals.selectors.rates import PracticeRate, Rates


def rate_chart(found: Rates) -> Chart:
    """Referrals per 1,000 of each practice in the month, the highest first, those without a rate last."""
    rows = sorted(found.rows, key=lambda row: (row.rate is None, -(row.rate or 0), row.practice.name))
    group = found.group_rate
    return bar_chart(
        title=f"Referrals per 1,000 patients, {found.month}",
        sentence=rate_sentence(found),
        names=("Practice", "Referrals per 1,000"),
        bars=[Bar(row.practice.name, row.rate, row.missing_words) for row in rows],
        unit=RATE,
        reference=Reference(found.group_name, group) if group is not None else None,
    )


def rate_sentence(found: Rates) -> str:
    """What the rates of the month show: the group's, and the practice furthest from it."""
    group, far = found.group_rate, found.furthest
    if group is None:
        return f"There is no rate for {found.month}: no return is in, or no list size is known."
    text = f"{found.group_name}’s practices referred {number(group, 1)} per 1,000 patients in {found.month}."
    return f"{text} {_furthest(far, group)}" if far else text


def _furthest(far: PracticeRate, group: float) -> str:
    rate = far.rate or 0.0
    difference = (
        f", {number(abs(rate - group) / group * 100)}% {'more' if rate > group else 'fewer'}" if group else ""
    )
    return f"Furthest from that is {far.practice.name} with {number(rate, 1)}{difference}."
