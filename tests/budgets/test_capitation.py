"""What a list weighs by its ages."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from budgets.capitation import COST_OF_BAND, age_weights

BANDS = [str(band) for band in COST_OF_BAND]
lists = st.dictionaries(st.sampled_from(BANDS), st.integers(0, 5000), min_size=1)


def test_the_old_weigh_more_than_the_young():
    weights = age_weights({1: {"75+": 100}, 2: {"5-14": 100}})
    assert weights == {1: Decimal("1.731343"), 2: Decimal("0.268657")}


def test_a_list_of_nobody_weighs_as_the_average():
    assert age_weights({1: {"75+": 100}, 2: {"75+": 0}})[2] == 1


@given(st.dictionaries(st.integers(), lists, min_size=1, max_size=19))
def test_all_lists_together_weigh_one_a_patient(many):
    weights = age_weights(many)
    patients = {key: sum(bands.values()) for key, bands in many.items()}
    weighted = sum(weights[key] * number for key, number in patients.items())
    assert abs(weighted - sum(patients.values())) <= Decimal("0.000001") * sum(patients.values())
