"""A practice's episodes over the threshold as the workbench shows them, with all that is known of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, When, prefetch_related_objects

from daccom.calendar import Month
from referrals.models import Challenge, Episode, Finding, Reconciliation, Validation
from referrals.selectors.months import PracticeMonth
from referrals.selectors.proposals import Proposal, counterpart_of, proposal_for

BOTH = Q(load__status="current") | (
    Q(load__status="superseded") & (Q(validation__isnull=False) | Q(challenges__isnull=False))
)
"""The rows that count, and those replaced ones about which a person has said something."""


@dataclass(frozen=True)
class Row:
    """One episode to validate. `earlier` is the answered row that the provider replaced by this one.

    `challenge` is the last one raised about either; it carries its key, status and amount alone.
    """

    episode: Episode
    findings: Sequence[Finding]
    earlier: Episode | None = None
    challenge: Challenge | None = None

    @property
    def pk(self) -> int:
        return self.episode.pk

    @property
    def validation(self) -> Validation | None:
        found: Validation | None = getattr(self.episode, "validation", None)
        return found

    @property
    def is_answered(self) -> bool:
        return self.validation is not None

    @property
    def edition(self) -> int:
        """How often these answers were saved; 0: there are none."""
        return self.validation.edition if self.validation else 0

    @property
    def is_changed(self) -> bool:
        """Whether it was answered before the provider sent it again with other content."""
        return self.earlier is not None and not self.is_answered

    @cached_property
    def proposal(self) -> Proposal | None:
        """What could be raised about it; None when there is nothing, or a challenge was raised already.

        What was withdrawn is not proposed again either, unless the provider has changed the row since.
        """
        if self.challenge and not (self._was_withdrawn and self.challenge.pk != self._own_challenge):
            return None
        return proposal_for(self.episode)

    @property
    def _was_withdrawn(self) -> bool:
        return bool(self.challenge and self.challenge.status == Challenge.Status.WITHDRAWN)

    @property
    def _own_challenge(self) -> int | None:
        """The key of the challenge about this very row, not about the one it replaced."""
        own: int | None = getattr(self.episode, "challenged", None)
        return own

    @property
    def final_on(self) -> dt.date:
        """The last day on which something can be claimed for the episode."""
        agreed: dt.date | None = getattr(self.episode, "final_on", None)
        settles_in = getattr(self.episode, "settles_in", None) or self.episode.load.settles_in
        return agreed or Reconciliation.usual(0, Month(settles_in)).final_on

    @property
    def at_stake(self) -> Decimal:
        """Pounds, never negative: the largest of the findings that no challenge has taken up."""
        if self.challenge:
            return Decimal(0)
        return max((abs(finding.amount) for finding in self.findings), default=Decimal(0))


def rows_of(month: PracticeMonth) -> list[Row]:
    """The month's episodes over its threshold, worst first: what is at stake, then cost. Two queries."""
    found = _episodes(month)
    replaced: dict[tuple[int, str], Episode] = {}
    for episode in found:
        if not _counts(episode):
            replaced[_key(episode)] = episode
    current = [episode for episode in found if _counts(episode)]
    prefetch_related_objects(current, "findings")
    rows = [_row(episode, replaced.get(_key(episode))) for episode in current]
    return sorted(rows, key=lambda row: (-row.at_stake, -row.episode.total_cost, row.pk))


def row_of(rows: Iterable[Row], pk: int) -> Row | None:
    return next((row for row in rows if row.pk == pk), None)


def stored_answers(pk: int) -> Validation | None:
    """What is stored about the episode at this moment, with who answered."""
    return Validation.objects.filter(episode=pk).select_related("answered_by").first()


def _episodes(month: PracticeMonth) -> list[Episode]:
    """Current and replaced rows, the newest version last; of several challenges the last one stays.

    A row that moved to a neighbouring month is found again: a correction of its dates may do that.
    """
    settled = Reconciliation.objects.filter(pct=OuterRef("load__pct"), month=OuterRef("load__settles_in"))
    nearby = [month.month.previous().first, month.month.first, month.month.next().first]
    found = (
        Episode.every.filter(BOTH, practice=month.practice, month__in=nearby)
        .over(month.threshold)
        .exclude(~Q(month=month.month.first), load__status="current")
        .select_related("provider", "specialty", "validation__answered_by")
        .annotate(
            is_current=Case(When(load__status="current", then=True), default=False),
            challenged=F("challenges__pk"),
            challenge_status=F("challenges__status"),
            challenge_amount=F("challenges__amount_at_stake"),
            settles_in=F("load__settles_in"),
            final_on=Subquery(settled.values("final_on")),
        )
        .order_by("load__version", "pk", "challenged")
    )
    return list({episode.pk: episode for episode in found}.values())


def _counts(episode: Any) -> bool:
    return bool(episode.is_current)


def _key(episode: Episode) -> tuple[int, str]:
    return (episode.provider_id, episode.episode_id)


def _row(episode: Episode, earlier: Episode | None) -> Row:
    said = earlier if earlier is not None and hasattr(earlier, "validation") else None
    return Row(episode, list(episode.findings.all()), said, _challenge(episode) or _challenge(earlier))


def _challenge(episode: Any) -> Challenge | None:
    """The challenge that came with a row of _episodes(), with what a list needs of it."""
    if episode is None or episode.challenged is None:
        return None
    return Challenge(
        pk=episode.challenged, status=episode.challenge_status, amount_at_stake=episode.challenge_amount
    )


@dataclass(frozen=True)
class Progress:
    """How far a month is: episodes and pounds, answered and in all."""

    answered: int
    episodes: int
    looked_at: Decimal
    cost: Decimal

    @property
    def left(self) -> int:
        return self.episodes - self.answered


def progress_of(rows: Iterable[Row]) -> Progress:
    rows = list(rows)
    answered = [row for row in rows if row.is_answered]
    return Progress(len(answered), len(rows), _cost(answered), _cost(rows))


def _cost(rows: Iterable[Row]) -> Decimal:
    return sum((row.episode.total_cost for row in rows), Decimal(0))


def proposed(rows: Iterable[Row], today: dt.date) -> list[Row]:
    """Those about which a challenge can still be raised, in their order; of a pair the first."""
    found: dict[int, Row] = {}
    for row in rows:
        if row.proposal and today <= row.final_on:
            other = counterpart_of(row.episode, row.proposal.reason)
            if other is None or other not in found:
                found[row.pk] = row
    return list(found.values())


@dataclass(frozen=True)
class Change:
    """One thing the provider changed: its name and both values as a page shows them."""

    name: str
    old: Any
    new: Any


COMPARED = {
    "total_cost": "Cost",
    "excess_bed_day_cost": "Excess bed day cost",
    "spell_cost": "Spell cost",
    "admission_date": "Admitted",
    "discharge_date": "Discharged",
    "length_of_stay": "Days in hospital",
    "excess_bed_days": "Excess bed days",
    "hrg": "HRG",
    "diagnosis": "Diagnosis",
    "procedure": "Procedure",
    "pod": "Point of delivery",
    "specialty": "Specialty",
    "admission_method": "Admission method",
    "source_of_referral": "Source of referral",
    "patient_classification": "Patient classification",
    "month": "Activity month",
    "nhs_number": "NHS number",
    "age": "Age",
    "sex": "Sex",
    "spell_id": "Spell number",
}
"""What of a row is compared, in the order of the page."""


def changes(earlier: Episode, now: Episode) -> list[Change]:
    """What differs between two versions of a row, as they are stored; months as Month."""
    found = [Change(words, getattr(earlier, field), getattr(now, field)) for field, words in COMPARED.items()]
    return [
        Change(one.name, Month(one.old), Month(one.new)) if one.name == "Activity month" else one
        for one in found
        if one.old != one.new
    ]
