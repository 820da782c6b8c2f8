"""Rates and activity are counted once more from the rows, and a fact that lies is found."""

from __future__ import annotations

import pytest

from referrals.models import ActivityFact, MonthFact, PointOfDelivery, Specialty
from tests.books import discrepancies
from tests.referrals.builders import JANUARY, make_episode, make_return, make_specialty
from tests.referrals.builders_facts import make_list, make_reference

RATES, ACTIVITY = "rates of measures equal the rows", "activity equals the rows"


@pytest.fixture
def told(cast):
    """Alder’s January: a return and a first attendance, with the facts that follow from them."""
    skin = make_specialty(is_high_volume=True)
    make_reference(cast.pct)
    make_list(cast.alder)
    make_return(cast.alder, JANUARY, "submitted", counts={skin: (20, 0)}, by=cast.alice)
    make_episode(cast.alder, specialty=skin, pod=PointOfDelivery.OPFA)


def test_facts_that_say_what_rows_say(told):
    assert discrepancies(RATES, ACTIVITY) == []


@pytest.mark.parametrize("field", ["referrals", "opfa_activity", "opfa_cost"])
def test_a_month_that_lies(told, field):
    MonthFact.objects.update(**{field: 7})
    assert discrepancies(RATES)


@pytest.mark.parametrize("field", ["activity", "cost"])
def test_a_line_that_lies(told, field):
    ActivityFact.objects.update(**{field: 7})
    assert discrepancies(ACTIVITY)


def test_the_reduction_is_counted_too(cast, told):
    from daccom import ledger

    assert Specialty.objects.filter(is_high_volume=True).exists()
    assert ledger.run(ACTIVITY).compared > 10
