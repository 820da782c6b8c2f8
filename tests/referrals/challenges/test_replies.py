"""A provider's file read back: every answer, every error with line, column, value and rule."""

from decimal import Decimal

import pytest

from daccom.spreadsheets import Sheet
from referrals.challenges.replies import read_reply

HEADERS = ["Batch", "Challenge", "Your decision", "Amount accepted (£)", "Your reason"]
STAKES = {7: Decimal("1000.00"), 8: Decimal("250.50")}


def read(*rows, headers=HEADERS):
    lines = [(number, list(cells)) for number, cells in enumerate(rows, 2)]
    return read_reply(Sheet(list(headers), lines), "RWG-3", STAKES)


def answers(*rows):
    reply = read(*rows)
    assert reply.problems == []
    return [(one.challenge, one.decision, one.amount, one.reason) for one in reply.answers]


def problem(*row):
    [found] = read(row).problems
    return (found.line, found.column, found.value)


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (["accepted", "", ""], ("accepted", Decimal("1000.00"), "")),
        (["Yes", "1,000", "Our error"], ("accepted", Decimal("1000.00"), "Our error")),
        (["Partly accepted", "£400.50", ""], ("partly_accepted", Decimal("400.50"), "")),
        (["PARTLY", "£ 1", "Some"], ("partly_accepted", Decimal(1), "Some")),
        (["rejected", "", "Coding is right"], ("rejected", None, "Coding is right")),
        (["Reject", "0.00", "No"], ("rejected", None, "No")),
    ],
)
def test_what_people_write_is_understood(cells, answer):
    assert answers(["RWG-3", "7", *cells]) == [(7, *answer)]


def test_a_challenge_as_a_spreadsheet_writes_its_number():
    assert answers(["", "7.0", "accepted", "", ""])[0][0] == 7


def test_columns_in_another_order_and_case():
    headers = ["your REASON", "challenge", "Amount accepted", "x", "your decision"]
    reply = read(["Our error", "8", "", "?", "accepted"], headers=[*headers[:2], HEADERS[3], *headers[3:]])
    assert reply.answers[0].amount == Decimal("250.50")


def test_rows_without_an_answer_are_counted_and_left():
    reply = read(["RWG-3", "7", "", "", ""], ["RWG-3", "8", "accepted", "", ""])
    assert (reply.blank, len(reply.answers), reply.problems) == (1, 1, [])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["RWG-2", "7", "accepted", "", ""], "Batch"),
        (["RWG-3", "9", "accepted", "", ""], "Challenge"),
        (["RWG-3", "", "accepted", "", ""], "Challenge"),
        (["RWG-3", "9" * 30, "accepted", "", ""], "Challenge"),
        (["RWG-3", "-7", "accepted", "", ""], "Challenge"),
        (["RWG-3", "7", "maybe", "", ""], "Your decision"),
        (["RWG-3", "7", "", "400", ""], "Your decision"),
        (["RWG-3", "7", "accepted", "400", ""], "Amount accepted (£)"),
        (["RWG-3", "7", "partly", "", ""], "Amount accepted (£)"),
        (["RWG-3", "7", "partly", "0", ""], "Amount accepted (£)"),
        (["RWG-3", "7", "partly", "1000", ""], "Amount accepted (£)"),
        (["RWG-3", "7", "partly", "1e3", ""], "Amount accepted (£)"),
        (["RWG-3", "7", "partly", "-5", ""], "Amount accepted (£)"),
        (["RWG-3", "7", "partly", "5.001", ""], "Amount accepted (£)"),
        (["RWG-3", "7", "rejected", "5", "No"], "Amount accepted (£)"),
        (["RWG-3", "7", "rejected", "", ""], "Your reason"),
        (["RWG-3", "7", "accepted", "", "x" * 501], "Your reason"),
    ],
)
def test_each_error_says_line_column_and_value(row, column):
    value = row[HEADERS.index(column)][:60]
    assert problem(*row) == (2, column, value)


def test_a_number_like_an_nhs_number_is_refused_and_not_repeated():
    assert problem("RWG-3", "7", "accepted", "", "Patient 943 476 5919") == (
        2,
        "Your reason",
        "[number withheld]",
    )


def test_all_errors_of_all_rows_at_once():
    reply = read(
        ["RWG-2", "9", "accepted", "", ""],
        ["RWG-3", "7", "rejected", "5", ""],
        ["RWG-3", "8", "accepted", "", ""],
        ["RWG-3", "8", "rejected", "", "Twice"],
    )
    assert [(one.line, one.column) for one in reply.problems] == [
        (2, "Batch"),
        (2, "Challenge"),
        (3, "Amount accepted (£)"),
        (3, "Your reason"),
        (5, "Challenge"),
    ]


def test_missing_columns_are_all_named():
    reply = read(["7"], headers=["Challenge"])
    assert [one.column for one in reply.problems] == [
        "Your decision",
        "Amount accepted (£)",
        "Your reason",
    ]
