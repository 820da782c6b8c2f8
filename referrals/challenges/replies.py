"""A provider's answers, from a file or typed: read, and held against what was claimed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from daccom.formats import money
from daccom.spreadsheets import Sheet
from referrals.challenges.files import AMOUNT, BATCH, CHALLENGE, DECISION, REASON
from referrals.challenges.words import LONGEST_WORDS, names_a_patient
from referrals.models import Challenge

Status = Challenge.Status
ACCEPTED, PARTLY, REJECTED = Status.ACCEPTED, Status.PARTLY_ACCEPTED, Status.REJECTED
DECISIONS: Mapping[str, Status] = {
    **dict.fromkeys(["accepted", "accept", "agreed", "agree", "yes"], ACCEPTED),
    **dict.fromkeys(["partlyaccepted", "partly", "part", "partial", "partiallyaccepted"], PARTLY),
    **dict.fromkeys(["rejected", "reject", "refused", "disagreed", "no"], REJECTED),
}
"""What people write in the decision column, without spaces and case."""
NEEDED = (CHALLENGE, DECISION, AMOUNT, REASON)
LONGEST_NUMBER = 18
SHOWN = 60
POUNDS = re.compile(r"£?\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?")


@dataclass(frozen=True)
class ReplyAnswer:
    """What a provider says about one challenge. `amount` in pounds: recovered, None when rejected."""

    challenge: int
    decision: Status
    amount: Decimal | None
    reason: str = ""


@dataclass(frozen=True)
class Problem:
    """One value that its column does not take. `line` counts from 1, the header's."""

    line: int
    column: str
    value: str
    rule: str


@dataclass
class Reply:
    """The answers of a file, what is wrong with it, and how many rows say nothing yet."""

    answers: list[ReplyAnswer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blank: int = 0


def read_reply(sheet: Sheet, reference: str, stakes: Mapping[int, Decimal]) -> Reply:
    """All answers and all problems of all rows. `stakes`: challenge to pounds claimed, of this batch."""
    places = {_plain(header): place for place, header in enumerate(sheet.headers)}
    reply = Reply()
    reply.problems += [
        Problem(1, name, "", "This column is missing: keep the columns of the file we sent.")
        for name in NEEDED
        if _plain(name) not in places
    ]
    if reply.problems:
        return reply
    seen: dict[int, int] = {}
    for line, cells in sheet.rows:
        row = _Row(line, {name: cells[place].strip() for name, place in places.items()})
        _read_row(row, reply, reference, stakes, seen)
    return reply


@dataclass
class _Row:
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(_plain(column), "")

    def problem(self, column: str, rule: str) -> Problem:
        value = self[column]
        shown = "[number withheld]" if names_a_patient(value) else value[:SHOWN]
        return Problem(self.line, column, shown, rule)


def _read_row(
    row: _Row, reply: Reply, reference: str, stakes: Mapping[int, Decimal], seen: dict[int, int]
) -> None:
    wrong = list(_misplaced(row, reference, stakes, seen))
    if wrong:
        reply.problems += wrong
        return
    number = _number(row)
    seen[number] = row.line
    found = answer_of(number, row[DECISION], row[AMOUNT], row[REASON], stakes[number])
    if isinstance(found, ReplyAnswer):
        reply.answers.append(found)
    elif found is None:
        reply.blank += 1
    else:
        reply.problems += [row.problem(column, rule) for column, rule in found.items()]


def _number(row: _Row) -> int:
    """The challenge's number, as spreadsheets write it too (“1,234.0”); 0 for anything else."""
    text = row[CHALLENGE].replace(",", "").removesuffix(".0")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


def _misplaced(
    row: _Row, reference: str, stakes: Mapping[int, Decimal], seen: Mapping[int, int]
) -> Iterator[Problem]:
    """Whether the row is about another batch, another challenge or one that an earlier row answers."""
    if row[BATCH] and row[BATCH].casefold() != reference.casefold():
        yield row.problem(BATCH, f"This is the page of batch {reference}.")
    number = _number(row)
    if number not in stakes:
        yield row.problem(CHALLENGE, f"No challenge of batch {reference} has this number.")
    elif number in seen:
        yield row.problem(CHALLENGE, f"Line {seen[number]} answers this challenge already.")


def answer_of(
    challenge: int, decision: str, amount: str, reason: str, stake: Decimal
) -> ReplyAnswer | dict[str, str] | None:
    """One answer; or what is wrong, column to rule; or None when nothing is said yet."""
    if not decision and not amount and not reason:
        return None
    wrong = _wrong_reason(reason)
    status = DECISIONS.get(_plain(decision))
    if status is None:
        wrong[DECISION] = "Say accepted, partly accepted or rejected."
        return wrong
    try:
        pounds = _pounds(amount)
    except ValueError:
        wrong[AMOUNT] = "Write pounds and pence, such as 1250.50."
        return wrong
    if rule := _wrong_amount(status, pounds, stake):
        wrong[AMOUNT] = rule
    if status == REJECTED and not reason:
        wrong[REASON] = "A rejection needs a reason."
    if wrong:
        return wrong
    recovered = {ACCEPTED: stake, PARTLY: pounds, REJECTED: None}[status]
    return ReplyAnswer(challenge, status, recovered, reason)


def _wrong_reason(reason: str) -> dict[str, str]:
    if len(reason) > LONGEST_WORDS:
        return {REASON: f"{LONGEST_WORDS} characters fit here; this has {len(reason)}."}
    if names_a_patient(reason):
        return {REASON: "This holds a ten-digit number that may be an NHS number. Leave it out."}
    return {}


def _wrong_amount(status: Status, pounds: Decimal | None, stake: Decimal) -> str:
    """What is wrong with the amount for this decision; nothing when it fits."""
    if status == ACCEPTED and pounds not in (None, stake):
        return f"Accepted means the whole {money(stake)}: leave this empty, or say partly accepted."
    if status == PARTLY and (pounds is None or not 0 < pounds < stake):
        return f"Partly accepted needs an amount above nought and below {money(stake)}."
    if status == REJECTED and pounds not in (None, Decimal(0)):
        return "Nothing is recovered of what is rejected: leave this empty."
    return ""


def _pounds(text: str) -> Decimal | None:
    """“£1,250.50” as pounds, None for nothing. Raises ValueError for anything else."""
    if not text:
        return None
    if not POUNDS.fullmatch(text):
        raise ValueError("no amount")
    return Decimal(text.lstrip("£ ").replace(",", ""))


def _plain(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return re.sub(r"[\W_]", "", text).casefold()
