"""What the ledger says of run charts and of requests."""

from __future__ import annotations

import pytest

from referrals.ledger import run_charts
from referrals.models import OutlierRequest
from tests.books import discrepancies
from tests.referrals.builders import make_return, make_specialties
from tests.referrals.builders_facts import make_fact
from tests.referrals.builders_outliers import make_request, two_years

CHARTS = "run charts equal the facts of their months"
REQUESTS = "requests stand where their history left them"


@pytest.fixture
def drawn(cast):
    two_years(cast.alder, [*[100, 110] * 11, None, 105])
    make_fact(cast.birch, activity={"EL": 20, "DC": 30, "AE": 7})
    counts = dict.fromkeys(make_specialties(), (3, 1))
    make_return(cast.alder, status="submitted", by=cast.alice, counts=counts)


def test_charts_equal_their_months(drawn):
    assert discrepancies(CHARTS) == []
    assert sum(1 for _ in run_charts.run_chart_points()) > 40


def test_a_point_that_differs_is_told(drawn, monkeypatch):
    monkeypatch.setitem(run_charts.COLUMNS, "a_and_e", ("el_activity",))
    assert any(
        "a_and_e of E82902, January 2009: shown 7.0, counted 20.0" in one for one in discrepancies(CHARTS)
    )


def test_requests_stand_where_their_steps_say(cast):
    for status in OutlierRequest.Status.values:
        make_request(
            cast.alder, by=cast.max, status=status, measure="a_and_e" if status == "asked" else "elective"
        )
    assert discrepancies(REQUESTS) == []


def test_a_request_moved_without_a_step_is_told(cast):
    request = make_request(cast.alder, by=cast.max)
    OutlierRequest.objects.filter(pk=request.pk).update(status="withdrawn")
    told = discrepancies(REQUESTS)
    assert any("shown withdrawn, counted asked" in one for one in told)
    assert any("requests of DacCom: shown (0, 0, 0), counted (1, 0, 0)" in one for one in told)
