"""Every table of a page as a file."""

from decimal import Decimal

import pytest
from django.http import Http404

from daccom.exports import Export, export_links, export_wanted

SPEND = Export(
    "spend", "Spend by practice", ("Practice", "Pounds"), [("Alder", Decimal("12.50")), ("Birch", None)]
)


def test_a_page_stays_a_page(rf):
    assert export_wanted(rf.get("/budgets/"), [SPEND], "position") is None


def test_a_table_comes_as_csv(rf):
    answer = export_wanted(rf.get("/budgets/?table=spend&as=csv"), [SPEND], "position")
    assert answer.content.decode("utf-8-sig").splitlines() == ["Practice,Pounds", "Alder,12.50", "Birch,"]
    assert "position-spend.csv" in answer["Content-Disposition"]


def test_a_table_comes_as_a_workbook(rf):
    answer = export_wanted(rf.get("/budgets/?table=spend&as=xlsx"), [SPEND], "position")
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize("query", ["table=spend&as=exe", "table=other&as=csv", "as=csv", "as="])
def test_what_is_not_there_is_not_found(rf, query):
    with pytest.raises(Http404):
        export_wanted(rf.get(f"/budgets/?{query}"), [SPEND], "position")


def test_links_keep_what_else_was_asked_for(rf):
    (links,) = export_links(rf.get("/budgets/?pod=EL&page=3"), [SPEND])
    assert links.csv_url == "/budgets/?pod=EL&table=spend&as=csv"
    assert links.xlsx_url == "/budgets/?pod=EL&table=spend&as=xlsx"
