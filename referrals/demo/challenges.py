"""Simulated challenges of October 2008 to January 2009, in every state, from answers and findings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle

from django.db.models import Exists, OuterRef, Q

from daccom.calendar import Month
from practices.demo import story
from practices.demo.accounts import PCT_COMMISSIONER, managers
from practices.demo.moments import at
from practices.models import PCT, User
from referrals.demo.planted import FIRST_MONTH
from referrals.models import (
    Answer,
    Challenge,
    ChallengeBatch,
    ChallengeStep,
    Episode,
    Finding,
    Reconciliation,
)
from referrals.models.episodes import QUESTIONS
from referrals.selectors.proposals import Proposal, proposal_for, with_proposals

Envelope = tuple[int, dt.date | None]
"""A provider's id and the day on which a batch went to it."""
Moment = tuple[str, str, Decimal | None, dt.datetime, User | None]
Status = Challenge.Status
DECEMBER, JANUARY = dt.date(2008, 12, 10), dt.date(2009, 1, 14)
"""The days on which the simulated batches went."""
LAPSED_ON = dt.date(2009, 2, 1)
TYPED_PERCENT = 30
"""The share of the cost that practices claimed where only they could say how much."""
PARTLY_PERCENT = 60
NOT_RAISED = None
FIRST_DATES = {"2008-12": dt.date(2009, 2, 27)}
"""Agreed first dates that are not the usual ones: 28 February 2009 is a Saturday."""
ANSWERS: dict[str, str] = {
    Status.REJECTED: "Our records agree with the charge. The case notes can be seen at the hospital.",
    Status.PARTLY_ACCEPTED: "Part of the charge stands; the rest of the record is corrected.",
}
ENDS: dict[str, str] = {
    Status.WITHDRAWN: "The letter came after all and explains the stay.",
    Status.LAPSED: "Not settled by the final date, 31 January 2009.",
}


@dataclass(frozen=True)
class Fate:
    """What became of a challenge: raised, perhaps sent with a batch, perhaps ended."""

    status: Status
    raised_on: dt.date
    sent_on: dt.date | None = None
    ended_on: dt.date | None = None


def _raised(day: dt.date) -> Fate:
    return Fate(Status.RAISED, day)


FATES: dict[str, tuple[Fate | None, ...]] = {
    "2008-10": (
        Fate(Status.ACCEPTED, dt.date(2008, 11, 17), DECEMBER, dt.date(2009, 1, 9)),
        Fate(Status.REJECTED, dt.date(2008, 11, 18), DECEMBER, dt.date(2009, 1, 9)),
        Fate(Status.PARTLY_ACCEPTED, dt.date(2008, 11, 20), DECEMBER, dt.date(2009, 1, 22)),
        Fate(Status.LAPSED, dt.date(2008, 11, 24), DECEMBER, LAPSED_ON),
        Fate(Status.ACCEPTED, dt.date(2008, 11, 25), DECEMBER, dt.date(2009, 1, 22)),
        Fate(Status.WITHDRAWN, dt.date(2008, 11, 26), None, dt.date(2008, 12, 2)),
        Fate(Status.ACCEPTED, dt.date(2008, 12, 1), DECEMBER, dt.date(2009, 1, 28)),
        Fate(Status.LAPSED, dt.date(2009, 1, 26), None, LAPSED_ON),
    ),
    "2008-11": (
        Fate(Status.ACCEPTED, dt.date(2008, 12, 15), JANUARY, dt.date(2009, 2, 11)),
        Fate(Status.WITH_PROVIDER, dt.date(2008, 12, 16), JANUARY),
        Fate(Status.REJECTED, dt.date(2008, 12, 18), JANUARY, dt.date(2009, 2, 11)),
        Fate(Status.WITH_PROVIDER, dt.date(2008, 12, 22), JANUARY),
        Fate(Status.PARTLY_ACCEPTED, dt.date(2009, 1, 5), JANUARY, dt.date(2009, 2, 17)),
        _raised(dt.date(2009, 1, 19)),
    ),
    "2008-12": (
        Fate(Status.WITH_PROVIDER, dt.date(2009, 1, 8), JANUARY),
        Fate(Status.ACCEPTED, dt.date(2009, 1, 9), JANUARY, dt.date(2009, 2, 17)),
        _raised(dt.date(2009, 1, 23)),
        Fate(Status.WITH_PROVIDER, dt.date(2009, 1, 12), JANUARY),
        NOT_RAISED,
        _raised(dt.date(2009, 2, 4)),
    ),
    "2009-01": (_raised(dt.date(2009, 2, 10)), NOT_RAISED, _raised(dt.date(2009, 2, 16))),
}
"""In turn for the challenges of a month, in the order of provider and episode."""


def load_reconciliation(months: list[Month]) -> int:
    """Write the agreed dates of each month; how many."""
    pct = PCT.objects.get()
    rows = [Reconciliation.usual(pct.pk, month) for month in months]
    for row in rows:
        row.first_on = FIRST_DATES.get(Month(row.month).slug, row.first_on)
    return len(Reconciliation.objects.bulk_create(rows))


def load_challenges(months: list[Month]) -> int:
    """Write the challenges of the months, their batches and their history; how many challenges."""
    told = [one for month in months if month >= FIRST_MONTH for one in _told(month)]
    commissioner = User.objects.get(email=PCT_COMMISSIONER)
    batches = _batches(told, commissioner)
    raisers = managers()
    made = Challenge.objects.bulk_create(
        _challenge(one, batches.get(one.envelope), raisers[one.episode.practice_id], commissioner)
        for one in told
    )
    ChallengeStep.objects.bulk_create(
        step for challenge, one in zip(made, told, strict=True) for step in _steps(challenge, one.fate)
    )
    return len(made)


@dataclass(frozen=True)
class Told:
    """An episode, what is claimed about it, and what becomes of the claim."""

    episode: Episode
    proposal: Proposal
    fate: Fate

    @property
    def envelope(self) -> Envelope:
        """Which batch it went in: by provider and day."""
        return self.episode.provider_id, self.fate.sent_on


def _told(month: Month) -> list[Told]:
    """The month's proposals with their fates; what the visitor can raise in the newest month stays free."""
    rows = with_proposals(Episode.objects.for_month(month).filter(_doubtful()))
    found = [(row, proposal) for row in rows if (proposal := proposal_for(row))]
    found.sort(key=lambda one: (one[0].provider.ods_code, one[0].episode_id))
    fates = cycle(FATES[month.slug])
    told = [(row, proposal, next(fates)) for row, proposal in found if not _is_the_visitors(row, month)]
    return [Told(row, proposal, fate) for row, proposal, fate in told if fate]


def _doubtful() -> Q:
    doubtful = Q(Exists(Finding.objects.filter(episode=OuterRef("pk"))))
    for question in QUESTIONS:
        doubtful |= Q(**{f"validation__{question}": Answer.NO})
    return doubtful


def _is_the_visitors(row: Episode, month: Month) -> bool:
    return month == story.LAST_MONTH and row.practice.ods_code == story.VISITOR


def _batches(told: list[Told], by: User) -> dict[Envelope, ChallengeBatch]:
    """A batch for each provider and day of sending, numbered in the order of days."""
    pct, numbers = PCT.objects.get(), Counter[int]()
    days = {(day, provider) for provider, day in (one.envelope for one in told) if day}
    made: dict[Envelope, ChallengeBatch] = {}
    for day, provider in sorted(days):
        numbers[provider] += 1
        made[provider, day] = ChallengeBatch.objects.create(
            pct=pct,
            provider_id=provider,
            number=numbers[provider],
            month=Month.of(day).first,
            sent_at=at(day, 11, 15),
            sent_by=by,
            is_simulated=True,
        )
    return made


def _challenge(one: Told, batch: ChallengeBatch | None, raiser: User, commissioner: User) -> Challenge:
    """The unsaved row."""
    row, fate = one.episode, one.fate
    claimed = one.proposal.amount or _part(row.total_cost, TYPED_PERCENT)
    ender = {Status.LAPSED: None, Status.WITHDRAWN: raiser}.get(fate.status, commissioner)
    return Challenge(
        episode=row,
        practice=row.practice,
        provider=row.provider,
        month=row.month,
        settles_in=row.load.settles_in,
        reason=one.proposal.reason,
        rule_version=one.proposal.rule_version,
        words=one.proposal.words,
        direction=one.proposal.direction,
        amount_at_stake=claimed,
        status=fate.status,
        batch=batch,
        amount_recovered={
            Status.ACCEPTED: claimed,
            Status.PARTLY_ACCEPTED: _part(claimed, PARTLY_PERCENT),
        }.get(fate.status),
        answer=ANSWERS.get(fate.status, ""),
        raised_at=at(fate.raised_on, 10, 20),
        raised_by=raiser,
        ended_at=at(fate.ended_on, 15, 5) if fate.ended_on else None,
        ended_by=ender if fate.ended_on else None,
        is_simulated=True,
    )


def _part(amount: Decimal, percent: int) -> Decimal:
    return (amount * percent / 100).quantize(Decimal("0.01"))


def _steps(challenge: Challenge, fate: Fate) -> Iterator[ChallengeStep]:
    """Raised, sent, ended: as far as it came."""
    at_stake, recovered = challenge.amount_at_stake, challenge.amount_recovered
    moments: list[Moment] = [
        (Status.RAISED, challenge.words, at_stake, challenge.raised_at, challenge.raised_by)
    ]
    if batch := challenge.batch:
        words = f"In batch {batch.number}."
        moments.append((Status.WITH_PROVIDER, words, None, batch.sent_at, batch.sent_by))
    if challenge.ended_at:
        words = ENDS.get(fate.status, challenge.answer)
        moments.append((fate.status, words, recovered, challenge.ended_at, challenge.ended_by))
    for number, (status, words, amount, made_at, made_by) in enumerate(moments, 1):
        yield ChallengeStep(
            challenge=challenge,
            number=number,
            status=status,
            words=words,
            amount=amount,
            made_at=made_at,
            made_by=made_by,
        )
