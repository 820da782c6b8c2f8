"""How challenges are counted: columns of states, in pounds gross and net, and what each state waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from referrals.models import Challenge

Status = Challenge.Status
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Counted:
    """Challenges alike in status and direction: how many, and their pounds together."""

    status: str
    direction: str
    count: int
    at_stake: Decimal
    recovered: Decimal


@dataclass(frozen=True)
class State:
    """A column of the register: which challenges it counts, and which of their pounds."""

    key: str
    name: str
    statuses: frozenset[str]
    pounds: Callable[[Counted], Decimal]


def _stake(counted: Counted) -> Decimal:
    return counted.at_stake


def _recovered(counted: Counted) -> Decimal:
    return counted.recovered


def _lost(counted: Counted) -> Decimal:
    return counted.at_stake - counted.recovered


def _state(key: str, name: str, statuses: Iterable[str], pounds: Callable[[Counted], Decimal]) -> State:
    return State(key, name, frozenset(map(str, statuses)), pounds)


AGREED = (Status.ACCEPTED, Status.PARTLY_ACCEPTED)
LOST = (Status.REJECTED, Status.LAPSED, Status.PARTLY_ACCEPTED)
STATES: Mapping[str, State] = {
    state.key: state
    for state in (
        _state("raised", "Raised in all", Status.values, _stake),
        _state("to-send", "To be sent", [Status.RAISED], _stake),
        _state("with-provider", "With the provider", [Status.WITH_PROVIDER], _stake),
        _state("open", "Open", Challenge.OPEN, _stake),
        _state("accepted", "Accepted, claimed", AGREED, _stake),
        _state("recovered", "Recovered", AGREED, _recovered),
        _state("lost", "Lost", LOST, _lost),
        _state("withdrawn", "Withdrawn", [Status.WITHDRAWN], _stake),
    )
}
"""To the penny: raised = open + recovered + lost + withdrawn, and open = to be sent + with the provider."""


@dataclass
class Sums:
    """Pounds in both directions. Gross is what was overcharged; net takes the undercharges off."""

    count: int = 0
    gross: Decimal = NOTHING
    under: Decimal = NOTHING

    @property
    def net(self) -> Decimal:
        return self.gross - self.under

    def add(self, counted: Counted, pounds: Decimal) -> None:
        self.count += counted.count
        if counted.direction == Challenge.Direction.OVERCHARGE:
            self.gross += pounds
        else:
            self.under += pounds


@dataclass
class Line:
    """One line of the register's totals: `name` in words, `chosen` the filter that opens its rows."""

    name: str
    chosen: dict[str, str] = field(default_factory=dict)
    sums: dict[str, Sums] = field(default_factory=lambda: {key: Sums() for key in STATES})

    def add(self, counted: Counted) -> None:
        for key, state in STATES.items():
            if counted.status in state.statuses:
                self.sums[key].add(counted, state.pounds(counted))


def line_of(challenges: Iterable[Challenge], name: str = "") -> Line:
    """The sums of single challenges."""
    line = Line(name)
    for row in challenges:
        line.add(Counted(row.status, row.direction, 1, row.amount_at_stake, row.amount_recovered or NOTHING))
    return line


TAGS: Mapping[str, str] = {
    Status.RAISED: "yellow",
    Status.WITH_PROVIDER: "blue",
    Status.ACCEPTED: "green",
    Status.PARTLY_ACCEPTED: "aqua-green",
    Status.REJECTED: "red",
    Status.WITHDRAWN: "grey",
    Status.LAPSED: "red",
}


def next_step(challenge: Challenge) -> str:
    """What the state waits for, and from whom; nothing for what has ended."""
    if challenge.status == Status.RAISED:
        return "The PCT commissioner sends it with the next batch"
    if challenge.status == Status.WITH_PROVIDER:
        return "The provider answers; the PCT commissioner settles"
    return ""


def signed(challenge: Challenge, pounds: Decimal) -> Decimal:
    """Pounds as the practice sees them: what was undercharged is negative."""
    return pounds if challenge.direction == Challenge.Direction.OVERCHARGE else -pounds


def lost_of(challenge: Challenge) -> Decimal | None:
    """The pounds of one challenge that are lost; None where none are."""
    if challenge.status not in LOST:
        return None
    return challenge.amount_at_stake - (challenge.amount_recovered or NOTHING)
