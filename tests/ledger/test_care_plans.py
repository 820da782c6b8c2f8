"""The demonstration has care plans in every state."""

from __future__ import annotations

import pytest

from practices.models import CommissioningGroup, Practice
from referrals.models import CarePlan
from referrals.selectors.frequent import HOW_MANY, ranking
from tests.referrals.builders import JANUARY


@pytest.mark.usefixtures("demonstration", "db")
def test_the_demonstration_has_a_list_with_plans_in_every_state():
    group = CommissioningGroup.objects.get(slug="daccom")
    ranked = ranking(practices=Practice.objects.in_group(group, JANUARY.first), month=JANUARY)
    assert len(ranked.listed) >= HOW_MANY
    states = {
        ranked.plans[patient].status if patient in ranked.plans else "missing" for patient in ranked.listed
    }
    assert states == set(CarePlan.Status.values)
    assert any(plan.departed for plan in ranked.plans.values())
    assert all(plan.is_simulated for plan in ranked.plans.values())
