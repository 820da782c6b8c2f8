"""What a practice's answers and the automatic checks propose to challenge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from practices.models import Practice
from referrals.challenges.dates import SettlingDates
from referrals.challenges.words import LONGEST_WORDS
from referrals.models import Answer, Challenge, Episode, Finding, Reason, Validation
from referrals.models.challenges import ChallengeQuerySet
from referrals.models.episodes import QUESTIONS
from referrals.selectors.reconciliation import settling_dates

ASKED: dict[str, tuple[Reason, str, bool]] = {
    "discharge_summary": (
        Reason.NO_SUMMARY,
        "We have not received a discharge summary for this stay. Please send it or withdraw the charge.",
        True,
    ),
    "nhs_number_recorded": (
        Reason.IDENTITY,
        "The NHS number is missing or wrong, so we cannot tell whose stay this is.",
        True,
    ),
    "coded_correctly": (
        Reason.CODING,
        "The coding does not match our record of the treatment. Please correct the HRG and the price.",
        False,
    ),
    "dates_correct": (
        Reason.DATES,
        "The admission or discharge date differs from our record. Please correct the stay and the price.",
        False,
    ),
    "registered_at_admission": (
        Reason.NOT_OURS,
        "The patient was not registered with us at admission. Please charge the right practice.",
        True,
    ),
}
"""Each question answered no: the reason, words for the provider, and whether the whole cost is at stake.

Where not, the difference is for the practice to type.
"""
SEEN_BY = {
    Reason.IDENTITY: "nhs_number_recorded",
    Reason.DATES: "dates_correct",
    Reason.NOT_OURS: "registered_at_admission",
}
"""The question that asks a person what a check found: a deliberate yes overrules the check."""
RANK = {
    reason: place
    for place, reason in enumerate(
        [
            Reason.DUPLICATE,
            Reason.LATE,
            Reason.NOT_OURS,
            Reason.OVERLAP,
            Reason.IDENTITY,
            Reason.READMISSION,
            Reason.PRICE,
            Reason.BED_DAYS,
            Reason.DATES,
            Reason.CODING,
            Reason.NO_SUMMARY,
        ]
    )
}
"""Among reasons worth the same: the one that the provider can least deny comes first."""
PAIRED = (Reason.DUPLICATE, Reason.OVERLAP)
"""Reasons that two rows share: one challenge settles both."""


@dataclass(frozen=True)
class Proposal:
    """What could be raised about an episode.

    `amount` in pounds, None where only a person knows it. `also` are the labels of lesser reasons.
    """

    reason: Reason
    words: str
    amount: Decimal | None
    direction: str
    rule_version: str = ""
    also: tuple[str, ...] = ()

    @property
    def at_stake(self) -> Decimal:
        """What counts in sums: nought where nobody has said how much."""
        return self.amount or Decimal(0)

    @property
    def is_undercharge(self) -> bool:
        return self.direction == Challenge.Direction.UNDERCHARGE


def proposal_for(episode: Episode) -> Proposal | None:
    """The proposal about one episode, or None. Reads `validation` and `findings`: have them prefetched.

    One challenge for one price: the reason worth most leads, the others are named, the amount never
    exceeds what the episode cost (an undercharge: what was found missing).
    """
    validation: Validation | None = getattr(episode, "validation", None)
    findings = [found for found in episode.findings.all() if _stands(found, validation)]
    proposals = _by_reason([*map(_found, findings), *_answered(episode, validation)])
    if not proposals:
        return None
    first, *others = sorted(proposals, key=lambda one: (-one.at_stake, RANK[one.reason]))
    return _whole(episode, first, others)


def _stands(finding: Finding, validation: Validation | None) -> bool:
    """Whether a finding is worth a challenge: money hangs on it, and nobody said that all is right."""
    question = SEEN_BY.get(Reason(finding.rule))
    overruled = question and validation and validation.answers[question] == Answer.YES
    return bool(finding.amount) and not overruled


def _found(finding: Finding) -> Proposal:
    under = finding.amount < 0
    return Proposal(
        reason=Reason(finding.rule),
        words=finding.words,
        amount=abs(finding.amount),
        direction=str(Challenge.Direction.UNDERCHARGE if under else Challenge.Direction.OVERCHARGE),
        rule_version=finding.rule_version,
    )


def _answered(episode: Episode, validation: Validation | None) -> Iterator[Proposal]:
    """What the questions answered no propose; a credit leaves nothing to win back."""
    if validation is None or episode.total_cost <= 0:
        return
    for question in QUESTIONS:
        if validation.answers[question] == Answer.NO:
            reason, words, whole = ASKED[question]
            amount = episode.total_cost if whole else None
            yield Proposal(reason, words, amount, str(Challenge.Direction.OVERCHARGE))


def _by_reason(proposals: Iterable[Proposal]) -> list[Proposal]:
    """One for each reason: a check, which knows the amount, before an answer."""
    found: dict[Reason, Proposal] = {}
    for proposal in proposals:
        found.setdefault(proposal.reason, proposal)
    return list(found.values())


def _whole(episode: Episode, first: Proposal, others: list[Proposal]) -> Proposal | None:
    """The first, with the cost as its limit and the words of the others after its own."""
    amount = first.amount
    if amount is not None and not first.is_undercharge:
        amount = min(amount, episode.total_cost)
        if amount <= 0:
            return None
    words = " ".join([first.words, *(f"Also: {other.words}" for other in others)])
    return Proposal(
        first.reason,
        words[:LONGEST_WORDS],
        amount,
        first.direction,
        first.rule_version,
        tuple(str(other.reason.label) for other in others),
    )


@dataclass(frozen=True)
class Waiting:
    """An episode whose challenge nobody has raised yet: patient-level, for its own practice."""

    episode: Episode
    proposal: Proposal
    dates: SettlingDates


def with_proposals(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """The same rows with all that proposal_for() reads."""
    return episodes.select_related(
        "validation", "load", "provider", "specialty", "practice"
    ).prefetch_related("findings")


def waiting_proposals(practices: Collection[Practice | int], today: dt.date) -> list[Waiting]:
    """What the practices could still raise, the dearest first; three queries.

    Months after their final date are left out, and so is whatever was challenged before, in this version of
    its month or an earlier one. Of a pair charged twice one row is proposed.
    """
    answered_no = Q()
    for question in QUESTIONS:
        answered_no |= Q(**{f"validation__{question}": Answer.NO})
    doubtful = answered_no | Exists(Finding.objects.filter(episode=OuterRef("pk")).exclude(amount=0))
    rows = with_proposals(
        Episode.objects.filter(
            doubtful, practice__in=practices, load__settles_in__gte=_earliest(today)
        ).exclude(
            Exists(Challenge.objects.filter(episode=OuterRef("pk"))) | Exists(_about_earlier_versions())
        )
    )
    found = list(rows)
    dates = settling_dates({(row.load.pct_id, row.load.settles_in) for row in found})
    waiting = [
        Waiting(row, proposal, dates[row.load.pct_id, row.load.settles_in])
        for row in found
        if not dates[row.load.pct_id, row.load.settles_in].is_over(today) and (proposal := proposal_for(row))
    ]
    return sorted(_one_of_each_pair(waiting), key=lambda one: (-one.proposal.at_stake, one.episode.pk))


def _about_earlier_versions() -> QuerySet[Challenge]:
    """What was claimed for a row before the provider sent it again, and not taken back."""
    return Challenge.objects.filter(
        practice=OuterRef("practice"),
        provider=OuterRef("provider"),
        episode__episode_id=OuterRef("episode_id"),
    ).exclude(status=Challenge.Status.WITHDRAWN)


def about_any_version(episode: Episode) -> ChallengeQuerySet:
    """The practice's challenges about an episode, whichever version of it they were raised about."""
    return Challenge.objects.filter(
        practice=episode.practice_id,
        provider=episode.provider_id,
        episode__episode_id=episode.episode_id,
    )


def _earliest(today: dt.date) -> dt.date:
    """The oldest month that can still be open: no final date lies more than a year after its month."""
    return today.replace(year=today.year - 1, day=1) - dt.timedelta(days=31)


def _one_of_each_pair(waiting: list[Waiting]) -> list[Waiting]:
    """Of two rows that are each other's counterpart the later; none when the other was challenged for it."""
    other = {one.episode.pk: counterpart_of(one.episode, one.proposal.reason) for one in waiting}
    pairs = {pk for pk in other.values() if pk}
    taken = set(challenged_for_the_pair(pairs).values_list("episode_id", flat=True)) if pairs else set()
    return [
        one
        for one in waiting
        if (there := other[one.episode.pk]) not in taken
        and not (there and there > one.episode.pk and other.get(there) == one.episode.pk)
    ]


def counterpart_of(episode: Episode, reason: str) -> int | None:
    """The id of the other row of the pair, when `reason` is about a pair. Reads `findings`."""
    found = [row.counterpart_id for row in episode.findings.all() if reason in PAIRED and row.rule == reason]
    return found[0] if found else None


def others_of_the_pair(episode: Episode, reason: str) -> list[int]:
    """The rows that claim the same price as this one for `reason`. Reads `findings`.

    They are its own counterpart, or, for a row that no check has marked, those marked because of it.
    """
    if reason not in PAIRED:
        return []
    if other := counterpart_of(episode, reason):
        return [other]
    return [row.episode_id for row in Finding.objects.filter(counterpart=episode, rule=reason)]


def challenged_for_the_pair(episodes: Collection[int]) -> QuerySet[Challenge]:
    """Challenges about one of these rows that would claim the same price again."""
    return Challenge.objects.filter(episode__in=episodes, reason__in=PAIRED).exclude(
        status__in=[Challenge.Status.WITHDRAWN, Challenge.Status.REJECTED]
    )
