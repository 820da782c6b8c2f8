"""The register of challenges: whose, which of them, and what they come to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    DecimalField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from daccom.calendar import Month
from practices.models import PCT, CommissioningGroup, Membership, Practice, User
from practices.scope import member_rows
from referrals.challenges.states import NOTHING, STATES, Counted, Line, Sums
from referrals.models import Challenge, Provider, Reason
from referrals.selectors.reconciliation import settling_dates

ENDED = dt.date(9999, 12, 31)


@dataclass(frozen=True)
class Chosen:
    """What the reader filters by, each as its address says it; empty is everything."""

    practice: str = ""
    provider: str = ""
    reason: str = ""
    month: str = ""
    state: str = ""

    def without_state(self) -> Chosen:
        return replace(self, state="")

    @property
    def condition(self) -> Q:
        """The filter over challenges. Values must be known ones."""
        found = Q()
        if self.practice:
            found &= Q(practice__ods_code=self.practice)
        if self.provider:
            found &= Q(provider__ods_code=self.provider)
        if self.reason:
            found &= Q(reason=self.reason)
        if self.month:
            found &= Q(month=Month.parse(self.month).first)
        if self.state:
            found &= Q(status__in=STATES[self.state].statuses)
        return found


def of_practice(user: User, practice: Practice) -> QuerySet[Challenge]:
    return Challenge.objects.visible_to(user).filter(practice=practice)


def of_group(user: User, group: CommissioningGroup) -> QuerySet[Challenge]:
    """Those of its practices, each in the months in which it belonged to the group."""
    return Challenge.objects.visible_to(user).filter(member_rows([group.pk], "month"))


def of_pct(user: User, pct: PCT) -> QuerySet[Challenge]:
    """Those about what the PCT was charged."""
    return Challenge.objects.visible_to(user).filter(episode__load__pct=pct)


def readable_practice(user: User, ods_code: str) -> Practice | None:
    """A practice whose challenges `user` may read: an own one, or one that was ever in a group they read."""
    access = user.access
    members = Membership.objects.filter(group__in=access.named_group_ids).values("practice")
    return Practice.objects.filter(
        Q(pk__in=access.practice_ids) | Q(pk__in=members), ods_code=ods_code
    ).first()


@dataclass
class Choices:
    """What can be filtered by among these challenges: address and words."""

    practice: list[tuple[str, str]] = field(default_factory=list)
    provider: list[tuple[str, str]] = field(default_factory=list)
    reason: list[tuple[str, str]] = field(default_factory=list)
    month: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Totals:
    """Everything together, and by provider, practice and reason; `is_simulated`: some of it is."""

    everything: Line
    by_provider: list[Line]
    by_practice: list[Line]
    by_reason: list[Line]
    is_simulated: bool


def totals(rows: QuerySet[Challenge]) -> Totals:
    """The sums of `rows`, which may carry filters; two queries."""
    grouped = (
        rows.order_by()
        .values(
            "provider__ods_code",
            "provider__name",
            "practice__ods_code",
            "practice__name",
            "reason",
            "status",
            "direction",
        )
        .annotate(
            count=Count("pk"),
            at_stake=Sum("amount_at_stake"),
            recovered=Sum("amount_recovered"),
            simulated=Sum(Case(When(is_simulated=True, then=1), default=0, output_field=IntegerField())),
        )
    )
    everything, simulated = Line("All"), 0
    lines: dict[str, dict[str, Line]] = {"provider": {}, "practice": {}, "reason": {}}
    for row in grouped:
        counted = _counted(row)
        simulated += row["simulated"]
        everything.add(counted)
        for kind, (key, name) in _headings(row).items():
            lines[kind].setdefault(key, Line(name, {kind: key})).add(counted)
    return Totals(
        everything,
        _by_value(lines["provider"]),
        _by_value(lines["practice"]),
        _by_value(lines["reason"]),
        simulated > 0,
    )


def _counted(row: dict[str, Any]) -> Counted:
    return Counted(
        row["status"], row["direction"], row["count"], row["at_stake"], row["recovered"] or NOTHING
    )


def _headings(row: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        "provider": (row["provider__ods_code"], row["provider__name"]),
        "practice": (row["practice__ods_code"], row["practice__name"]),
        "reason": (row["reason"], str(Reason(row["reason"]).label)),
    }


def _by_value(lines: dict[str, Line]) -> list[Line]:
    """The line with most raised first."""
    return sorted(lines.values(), key=lambda line: (-line.sums["raised"].gross, line.name))


def choices(rows: QuerySet[Challenge]) -> Choices:
    """Every practice, provider, reason and month among `rows`; four small queries."""
    plain = rows.order_by()
    practices = Practice.objects.filter(pk__in=plain.values("practice"))
    providers = Provider.objects.filter(pk__in=plain.values("provider")).order_by("name")
    months = plain.values_list("month", flat=True).distinct().order_by("-month")
    reasons = set(plain.values_list("reason", flat=True).distinct())
    return Choices(
        [(row.ods_code, row.name) for row in practices],
        [(row.ods_code, row.name) for row in providers],
        [(value, str(label)) for value, label in Reason.choices if value in reasons],
        [(Month(month).slug, str(Month(month))) for month in months],
    )


def dated(rows: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """The rows with `first_on`, `final_on` and `closes`: the final date while open, the last of days after.

    One query for the months among them and one for their dates; the rows themselves are not read yet.
    """
    pairs = set(rows.order_by().values_list("episode__load__pct", "settles_in").distinct())
    dates = settling_dates(pairs)
    first = [_when(pair, found.first_on) for pair, found in dates.items()]
    final = [_when(pair, found.final_on) for pair, found in dates.items()]
    return rows.select_related("practice", "provider", "episode__load").annotate(
        first_on=_case(first),
        final_on=_case(final),
        closes=Case(When(status__in=Challenge.OPEN, then=_case(final)), default=Value(ENDED)),
        value=Case(
            When(direction=Challenge.Direction.OVERCHARGE, then=F("amount_at_stake")),
            default=-F("amount_at_stake"),
            output_field=DecimalField(max_digits=10, decimal_places=2),
        ),
    )


def _when(pair: tuple[int, dt.date], day: dt.date) -> When:
    pct, month = pair
    return When(episode__load__pct=pct, settles_in=month, then=Value(day))


def _case(whens: list[When]) -> Case:
    return Case(*whens, default=Value(ENDED), output_field=DateField())


def open_sums(pct: PCT) -> dict[dt.date, Sums]:
    """What is open by the month whose dates settle it, of one PCT; one query."""
    found: dict[dt.date, Sums] = {}
    rows = (
        Challenge.objects.open()
        .filter(episode__load__pct=pct)
        .order_by()
        .values("settles_in", "status", "direction")
        .annotate(count=Count("pk"), at_stake=Sum("amount_at_stake"))
    )
    for row in rows:
        counted = Counted(row["status"], row["direction"], row["count"], row["at_stake"], NOTHING)
        found.setdefault(row["settles_in"], Sums()).add(counted, counted.at_stake)
    return found
