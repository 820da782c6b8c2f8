"""Facts of practices and months beside the rows that they count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from daccom.calendar import Month
from daccom.ledger import Figure, register
from practices.models import Practice
from referrals.ledger.challenges import OPEN, ZERO, count_one
from referrals.ledger.fact_rows import Key, Line, Sums, activity_lines, certified_returns
from referrals.models import (
    ActivityFact,
    ActivitySummary,
    Challenge,
    Episode,
    MonthFact,
    MonthlyReturn,
    PointOfDelivery,
    ReferralFact,
    Specialty,
)

NO_CHALLENGES = (0, 0, ZERO, ZERO, ZERO, ZERO, ZERO)


@register("facts of activity equal rows and summaries")
def activity() -> Iterator[Figure]:
    """Each line: how many, what they cost, and how many another consultant asked for."""
    shown = {
        (practice, month, pod, specialty): tuple(figures)
        for practice, month, pod, specialty, *figures in ActivityFact.objects.values_list(
            "practice_id", "month", "pod", "specialty_id", "activity", "cost", "from_consultant"
        )
    }
    return _beside("activity", shown, {line: sums.all for line, sums in activity_lines().items()})


@register("facts of referrals equal what was certified")
def referrals() -> Iterator[Figure]:
    """Each line: specialty and urgency of every practice's month."""
    shown = {
        (practice, month, urgency, specialty): referrals
        for practice, month, urgency, specialty, referrals in ReferralFact.objects.values_list(
            "practice_id", "month", "urgency", "specialty_id", "referrals"
        )
    }
    counted = {
        (*key, urgency, specialty): referrals
        for key, sent in certified_returns().items()
        for (urgency, specialty), referrals in sent.lines.items()
    }
    return _beside("referrals", shown, counted)


def _beside(what: str, shown: Mapping[Line, Any], counted: Mapping[Line, Any]) -> Iterator[Figure]:
    """Every line that either of them has."""
    practices, specialties = _codes()
    for line in sorted({*shown, *counted}):
        practice, month, kind, specialty = line
        words = f"{what} of {practices[practice]}, {Month(month)}, {kind}, {specialties[specialty]}"
        yield Figure(words, shown.get(line), counted.get(line))


@register("facts of months equal their rows")
def months() -> Iterator[Figure]:
    """Referrals, activity and challenges of every practice's month; no fact says that nothing is known."""
    facts = cast(list[MonthFact], MonthFact.objects.all())
    shown = {(fact.practice_id, fact.month): fact for fact in facts}
    sent, by_pod, challenges, simulated = certified_returns(), _by_pod(), _challenges(), _simulated()
    practices, _ = _codes()
    for key in sorted({*shown, *sent, *by_pod, *challenges}):
        fact = shown.get(key) or MonthFact()
        what = f"{practices[key[0]]}, {Month(key[1])}"
        yield from _referrals(fact, what, sent.get(key))
        yield from _activity(fact, what, by_pod.get(key, {}))
        yield Figure(f"challenges of {what}", _told(fact), challenges.get(key, NO_CHALLENGES))
        yield Figure(f"simulated rows in {what}", fact.is_simulated, key in simulated)


def _referrals(fact: MonthFact, what: str, sent: Any) -> Iterator[Figure]:
    shown = fact.referrals, fact.elective_referrals, fact.unscheduled_referrals, fact.is_nil
    counted: tuple[Any, ...] = (None, None, None, False)
    if sent is not None:
        totals = [
            sent.total(lambda said, urgency=each: said == urgency) for each in ("elective", "unscheduled")
        ]
        counted = (sent.total(), *totals, sent.is_nil)
    yield Figure(f"referrals of {what}", shown, counted)


def _activity(fact: MonthFact, what: str, counted: Mapping[str, Sums]) -> Iterator[Figure]:
    yield Figure(f"whether {what} has activity", fact.has_activity, bool(counted))
    for pod in PointOfDelivery.values:
        shown = getattr(fact, f"{pod.lower()}_activity"), getattr(fact, f"{pod.lower()}_cost")
        sums = counted.get(pod, Sums())
        yield Figure(f"{pod} of {what}", shown, sums.all[:2])


def _by_pod() -> dict[Key, dict[str, Sums]]:
    found: dict[Key, dict[str, Sums]] = defaultdict(lambda: defaultdict(Sums))
    for (practice, month, pod, _), sums in activity_lines().items():
        found[practice, month][pod].add(sums.activity, sums.cost)
    return found


def _told(fact: MonthFact) -> tuple[Any, ...]:
    return (
        fact.challenges,
        fact.challenges_open,
        fact.challenged_gross,
        fact.challenged_net,
        fact.open_gross,
        fact.recovered,
        fact.lost,
    )


def _challenges() -> dict[Key, tuple[Any, ...]]:
    """Of each practice's month the figures of its challenges, in the order of `_told`."""
    counts: dict[Key, Counter[str]] = defaultdict(Counter)
    gross: dict[Key, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in Challenge.objects.all():
        key = row.practice_id, row.month
        counts[key].update(["all", "open"] if row.status in OPEN else ["all"])
        over = row.direction == Challenge.Direction.OVERCHARGE
        gross[key]["net"] += row.amount_at_stake if over else -row.amount_at_stake
        for name in ("raised", "open", "recovered", "lost"):
            gross[key][name] += count_one(row, name) if over else ZERO
    return {
        key: (
            count["all"],
            count["open"],
            *(gross[key][name] for name in ("raised", "net", "open", "recovered", "lost")),
        )
        for key, count in counts.items()
    }


def _simulated() -> set[Key]:
    """The practices' months with any simulated row."""
    found: set[Key] = set()
    sent = MonthlyReturn.objects.exclude(status=MonthlyReturn.Status.DRAFT)
    for rows in (Episode.objects, ActivitySummary.objects, Challenge.objects, sent):
        simulated = rows.filter(is_simulated=True).order_by()
        found.update(simulated.values_list("practice_id", "month").distinct())
    return found


def _codes() -> tuple[dict[int, str], dict[int, str]]:
    """The codes of practices and specialties by id."""
    practices = dict(Practice.objects.values_list("pk", "ods_code"))
    return practices, dict(Specialty.objects.values_list("pk", "code"))
