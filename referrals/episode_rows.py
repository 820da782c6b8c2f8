"""How an episode looks in the workbench: its state, what was found, what changed, what it proposes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from daccom.calendar import Month
from daccom.formats import long_date, money, plural
from referrals.models import Answer, Challenge, Episode, Finding, Validation
from referrals.models.episodes import QUESTIONS
from referrals.presentation import Tag, nhs_number
from referrals.questions import questions_html
from referrals.selectors.proposals import Proposal
from referrals.selectors.workbench import Change, Row, changes

CHALLENGED = {
    Challenge.Status.RAISED: Tag("Challenge raised", "aqua-green"),
    Challenge.Status.WITH_PROVIDER: Tag("With the provider", "purple"),
    Challenge.Status.ACCEPTED: Tag("Challenge accepted", "green"),
    Challenge.Status.PARTLY_ACCEPTED: Tag("Partly accepted", "green"),
    Challenge.Status.REJECTED: Tag("Challenge rejected", "red"),
    Challenge.Status.LAPSED: Tag("Challenge lapsed", "grey"),
}


def state(row: Row) -> Tag:
    """Where the validation of an episode stands, in words and colour."""
    if row.is_changed:
        return Tag("Changed since answered", "pink")
    if row.challenge and row.challenge.status in CHALLENGED:
        return CHALLENGED[Challenge.Status(row.challenge.status)]
    if row.validation is None:
        return Tag("To answer", "yellow")
    if row.proposal or row.validation.proposes_challenge:
        return Tag("Proposes a challenge", "orange")
    return Tag("Validated", "green") if row.validation.is_validated else Tag("Not all known", "blue")


def proposed_words(proposal: Proposal) -> str:
    """What would be raised: reason, pounds and direction."""
    if proposal.amount is None:
        return f"{proposal.reason.label}, amount for you to say"
    return f"{proposal.reason.label}, {money(proposal.amount)} {proposal.direction}"


def finding_words(finding: Finding) -> str:
    """What a check found, with what is at stake."""
    if not finding.amount:
        return finding.words
    which = " undercharged" if finding.amount < 0 else " at stake"
    return f"{finding.words.rstrip('.')} ({money(abs(finding.amount))}{which})."


def change_words(change: Change) -> tuple[str, str, str]:
    """What changed: its name, the old and the new value as people read them."""
    return (change.name, _value(change.name, change.old), _value(change.name, change.new))


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, dt.date):
        return str(Month(value)) if name == "Activity month" else long_date(value)
    return nhs_number(value) if name == "NHS number" else str(value)


def named(episode: Episode) -> str:
    """An episode in words that name nobody."""
    return f"{money(episode.total_cost)} stay from {long_date(episode.admission_date)}"


@dataclass(frozen=True)
class Shown:
    """One row of the list. `typed` stands in the boxes instead of the stored answers; `problem` says why.

    `other` are answers that somebody saved in the meantime, to be compared with what was typed.
    """

    row: Row
    number: int
    editable: bool
    typed: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    other: Validation | None = None

    @property
    def episode(self) -> Episode:
        return self.row.episode

    @property
    def patient(self) -> str:
        return nhs_number(self.episode.nhs_number)

    @property
    def state(self) -> Tag:
        return state(self.row)

    @property
    def findings(self) -> list[str]:
        return [finding_words(finding) for finding in self.row.findings]

    @property
    def proposal(self) -> str:
        return proposed_words(self.row.proposal) if self.row.proposal else ""

    @property
    def challenge(self) -> Challenge | None:
        """The challenge to link to; a withdrawn one is history."""
        found = self.row.challenge
        return found if found and found.status in CHALLENGED else None

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """What the provider changed since the practice answered."""
        if self.row.earlier is None or not self.row.is_changed:
            return []
        return [change_words(change) for change in changes(self.row.earlier, self.episode)]

    @property
    def earlier_answers(self) -> list[tuple[str, str, str]]:
        """The answers about the version before: the question, its words, the answer."""
        if self.row.earlier is None or not self.row.is_changed:
            return []
        answers = self.row.earlier.validation.answers
        return [(name, words, str(Answer(answers[name]).label)) for name, words in QUESTIONS.items()]

    @property
    def earlier_values(self) -> str:
        """The same for a script: yes,no,… in the order of the questions."""
        earlier = self.row.earlier
        return ",".join(earlier.validation.answers.values()) if earlier and self.row.is_changed else ""

    @property
    def note(self) -> str:
        return self.typed.get("note", self.row.validation.note if self.row.validation else "")

    @property
    def questions(self) -> SafeString:
        stored = self.row.validation.answers if self.row.validation else {}
        return questions_html(self.row.pk, {**stored, **self.typed}, editable=self.editable)

    @property
    def other_answers(self) -> list[tuple[str, str, str]]:
        """Question by question: its words, what is stored, what was typed."""
        if self.other is None:
            return []
        return [
            (words, str(Answer(stored).label), _label(self.typed.get(name, "")))
            for (name, words), stored in zip(QUESTIONS.items(), self.other.answers.values(), strict=True)
        ]


def _label(answer: str) -> str:
    return str(Answer(answer).label) if answer in Answer.values else "no answer"


def left_words(answers: Mapping[str, str]) -> str:
    """How many of the questions have no answer yet; empty when all have one."""
    left = sum(answers.get(name, "") not in Answer.values for name in QUESTIONS)
    return f"{plural(left, 'question')} without an answer" if left else ""
