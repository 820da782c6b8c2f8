"""The register of challenges once more from its rows; challenges beside episodes and history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, Subquery

from daccom.ledger import Figure, register
from practices.models import PCT
from referrals.challenges.states import STATES
from referrals.ledger.readers import read_groups
from referrals.models import Challenge, ChallengeStep
from referrals.selectors.challenge_register import Totals, of_group, of_pct, totals

ZERO = Decimal(0)
OPEN = ("raised", "with_provider")
AGREED = ("accepted", "partly_accepted")


@register("the register of challenges equals its rows")
def registers() -> Iterator[Figure]:
    """Every figure of the totals of each group that somebody reads, and of its PCT."""
    for read in read_groups():
        rows = of_group(read.reader, read.group)
        yield from compare(totals(rows), rows, f"of {read.group}")
        for pct in PCT.objects.filter(pk__in=read.reader.access.pct_ids):
            rows = of_pct(read.reader, pct)
            yield from compare(totals(rows), rows, f"of {pct}, read by {read.reader.pk}")


def compare(shown: Totals, rows: Iterable[Challenge], what: str) -> Iterator[Figure]:
    """Each line and state of the totals beside the rows that it opens."""
    listed = list(rows)
    lines = [shown.everything, *shown.by_provider, *shown.by_practice, *shown.by_reason]
    for line in lines:
        held = [row for row in listed if _belongs(row, line.chosen)]
        for key in STATES:
            over = sum((count_one(row, key) for row in held if row.direction == "overcharge"), ZERO)
            under = sum((count_one(row, key) for row in held if row.direction == "undercharge"), ZERO)
            sums = line.sums[key]
            yield Figure(f"{key} gross, {line.name}, {what}", sums.gross, over)
            yield Figure(f"{key} net, {line.name}, {what}", sums.net, over - under)
    whole = shown.everything.sums
    parts = [whole[key].net for key in ("open", "recovered", "lost", "withdrawn")]
    yield Figure(f"raised {what} equals its four ends", whole["raised"].net, sum(parts, ZERO))


def count_one(row: Challenge, key: str) -> Decimal:
    """What one challenge adds to a column, said once more in plain conditions."""
    stake, back = row.amount_at_stake, row.amount_recovered or ZERO
    gone = row.status in ("rejected", "lapsed", *AGREED)
    return {
        "raised": stake,
        "to-send": stake if row.status == "raised" else ZERO,
        "with-provider": stake if row.status == "with_provider" else ZERO,
        "open": stake if row.status in OPEN else ZERO,
        "accepted": stake if row.status in AGREED else ZERO,
        "recovered": back,
        "lost": stake - back if gone else ZERO,
        "withdrawn": stake if row.status == "withdrawn" else ZERO,
    }[key]


def _belongs(row: Challenge, chosen: dict[str, str]) -> bool:
    named = {"provider": row.provider.ods_code, "practice": row.practice.ods_code, "reason": row.reason}
    return all(named[kind] == value for kind, value in chosen.items())


@register("challenges stand with their episodes")
def episodes() -> Iterator[Figure]:
    """None claims more than was charged; all are of their episode's practice, provider and month.

    What is open claims one price once, whichever version of the month each claim is about.
    """
    dearer = Challenge.objects.filter(
        direction=Challenge.Direction.OVERCHARGE, amount_at_stake__gt=F("episode__total_cost")
    )
    astray = Challenge.objects.exclude(
        episode__practice=F("practice"), episode__provider=F("provider"), episode__month=F("month")
    )
    elsewhere = Challenge.objects.exclude(batch=None).exclude(
        batch__pct=F("episode__load__pct"), batch__provider=F("provider")
    )
    named = Challenge.objects.open().order_by().values("practice", "provider", "episode__episode_id")
    twice = named.annotate(claims=Count("pk")).filter(claims__gt=1)
    yield Figure("episodes with two open challenges", twice.count(), 0)
    yield Figure("challenges over what the episode cost", dearer.count(), 0)
    yield Figure("challenges apart from their episode", astray.count(), 0)
    yield Figure("challenges in another provider's batch", elsewhere.count(), 0)


@register("challenges equal their history")
def histories() -> Iterator[Figure]:
    """The last step says how each stands and what came back; steps are numbered without a gap."""
    last = ChallengeStep.objects.filter(challenge=OuterRef("pk")).order_by("-number")
    rows = Challenge.objects.order_by("pk").annotate(
        told=Subquery(last.values("status")[:1]),
        back=Subquery(last.values("amount")[:1]),
        highest=Subquery(last.values("number")[:1]),
        written=Count("steps"),
    )
    unlike = rows.filter(~Q(told=F("status")) | Q(told=None))
    gaps = rows.filter(~Q(highest=F("written")))
    apart = rows.filter(status__in=AGREED).filter(~Q(back=F("amount_recovered")) | Q(back=None))
    yield Figure("challenges whose last step says otherwise", unlike.count(), 0)
    yield Figure("challenges with a gap in their history", gaps.count(), 0)
    yield Figure("challenges whose last step has another amount", apart.count(), 0)
