"""The tables of a group's and a practice's dashboard as files."""

from __future__ import annotations

import pytest

from programmes.board.files import board_exports, practice_exports
from programmes.figures.reading import Reader, for_reader
from programmes.selectors.figures import group_figures
from tests.programmes.builders_figures import JANUARY, TODAY, fill_group, make_facts


@pytest.fixture
def board(cast):
    fill_group(cast)
    return group_figures(group=cast.dacorum, month=JANUARY, today=TODAY)


def table(exports, key):
    found = next(one for one in exports if one.key == key)
    return [dict(zip(found.headers, row, strict=True)) for row in found.rows]


def test_every_table_has_as_many_cells_as_headers(board):
    for one in [*board_exports(board), *practice_exports(board, "E82901")]:
        assert all(len(row) == len(one.headers) for row in one.rows), one.key


def test_money_by_practice_adds_up_to_the_total(board):
    exports = board_exports(board)
    total = table(exports, "categories")[-1]
    assert total["Category"] == board.money.total.name
    assert (
        sum(row["Over (+) or under (-)"] for row in table(exports, "practices"))
        == (total["Over (+) or under (-)"])
    )


def test_care_is_told_by_practice_and_by_month(board):
    exports = board_exports(board)
    referrals = [row for row in table(exports, "months") if row["Measure"] == "Referrals"]
    assert (referrals[-1]["Month"], referrals[-1]["Group"]) == ("January 2009", 200)
    assert {row["ODS code"] for row in table(exports, "care")} == {"E82901", "E82902"}


def test_what_a_reader_does_not_get_is_in_no_file(cast):
    fill_group(cast)
    make_facts(cast.alder, months=24, referrals=3)
    whole = group_figures(group=cast.dacorum, month=JANUARY, today=TODAY)
    board = for_reader(whole, Reader(frozenset(), True))
    care = [row for row in table(board_exports(board), "care") if row["Measure"] == "Referrals"]
    assert {row["Observed"] for row in care} == {None}
    months = table(practice_exports(board, "E82901"), "months")
    assert {row["Practice"] for row in months if row["Measure"] == "Referrals"} == {None}


def test_decisions_and_savings_are_listed(board):
    exports = board_exports(board)
    assert len(table(exports, "decisions")) == len(board.decisions.waiting)
    assert len(table(exports, "savings")) == len(board.savings.targets)


def test_a_practices_files_hold_its_own_lines_alone(board):
    exports = practice_exports(board, "E82901")
    assert [row["ODS code"] for row in table(exports, "returns")] == ["E82901"]
    assert [row["ODS code"] for row in table(exports, "budget")] == ["E82901"]
    assert table(exports, "categories")[0]["Category"] == "Prescribing"
