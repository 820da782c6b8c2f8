"""Whatever the rows are, the vectorised rules agree with the ones written out, in any order of the rows."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referrals.checks import RULES
from tests.referrals.checks import oracle
from tests.referrals.checks.frames import (
    ALDER,
    BIRCH,
    FINAL,
    IN_TIME,
    OTHER,
    PATIENT,
    START,
    TOO_LATE,
    june,
    provided,
    row,
    verdicts,
)

TARIFF = {("H80", "NEL"): (100_000, 5, 21_000), ("H80", "EL"): (90_000, 2, 20_000)}
PRICES = [(hrg, pod, *prices) for (hrg, pod), prices in TARIFF.items()]
COSTS = st.sampled_from([100_000, 100_000, 90_000, 1, 0, -100_000])


@st.composite
def loads(draw, most=9):
    """A few rows about two patients in a fortnight, close enough to meet in every way."""
    rows = []
    for number in range(draw(st.integers(0, most))):
        begin = draw(st.integers(5, 16))
        stay = draw(st.sampled_from([None, -2, 0, 0, 1, 2, 3, 6]))
        cost = draw(COSTS)
        rows.append(
            row(
                number,
                begin,
                None if stay is None else begin + stay,
                practice_id=draw(st.sampled_from([ALDER, ALDER, BIRCH])),
                spell_id=draw(st.sampled_from(["S1", "S2", "S10", f"T{number}", f"T{number}"])),
                episode_id=f"E{draw(st.permutations([3, 20, 100]))[0]}-{number}",
                nhs_number=draw(st.sampled_from([PATIENT, PATIENT, OTHER, "", "1234567890"])),
                pod=draw(st.sampled_from(["NEL", "NEL", "EL", "DC", "OPFA"])),
                admission_method=draw(st.sampled_from(["21", "11", "", "31"])),
                hrg=draw(st.sampled_from(["H80", "H80", "H81", ""])),
                length_of_stay=draw(st.sampled_from([None, stay, 2])),
                excess_bed_days=draw(st.integers(0, 3)),
                spell_cost=draw(st.sampled_from([cost, 0])),
                bed_day_cost=draw(st.sampled_from([0, 21_000])),
                total_cost=cost,
            )
        )
    return rows


def sensible(rows):
    """A length of stay is never negative in a load."""
    return [{**one, "length_of_stay": _at_least_none(one["length_of_stay"])} for one in rows]


def _at_least_none(stay):
    return None if stay is None else max(stay, 0)


@pytest.mark.parametrize("code", oracle.PLAIN)
@given(rows=loads().map(sensible))
@settings(max_examples=100, deadline=None)
def test_a_rule_agrees_with_the_one_written_out(code, rows):
    assert verdicts(code, provided(rows)) == oracle.PLAIN[code](rows)


@given(rows=loads().map(sensible))
@settings(max_examples=100, deadline=None)
def test_prices_and_bed_days_agree(rows):
    given_rows = provided(rows, tariff=PRICES)
    assert verdicts("price", given_rows) == oracle.price(rows, TARIFF)
    assert verdicts("bed_days", given_rows) == oracle.bed_days(rows, TARIFF)


@given(
    rows=loads().map(sensible),
    charged=st.lists(st.tuples(st.integers(0, 8), COSTS, st.sampled_from([IN_TIME, FINAL, TOO_LATE]))),
)
@settings(max_examples=100, deadline=None)
def test_what_is_late_agrees(rows, charged):
    charged = sorted(charged, key=lambda version: version[2])
    earlier = [(rows[place]["episode_id"], *rest) for place, *rest in charged if place < len(rows)]
    given_rows = provided(rows, earlier=earlier, received_on=TOO_LATE)
    assert verdicts("late", given_rows) == oracle.late(rows, earlier)


@given(
    rows=loads().map(sensible),
    spells=st.lists(
        st.tuples(st.sampled_from([ALDER, BIRCH]), st.integers(1, 20), st.integers(1, 9)), max_size=3
    ),
    gone=st.none() | st.integers(5, 16),
)
@settings(max_examples=100, deadline=None)
def test_whose_rows_they_are_agrees(rows, spells, gone):
    members = [(who, june(begin), june(begin + days)) for who, begin, days in spells] + [(BIRCH, START, None)]
    closed = [] if gone is None else [(ALDER, june(gone))]
    given_rows = provided(rows, spells=members, closed=closed)
    assert verdicts("not_ours", given_rows) == oracle.not_ours(rows, members, closed)


@pytest.mark.parametrize("code", RULES)
@given(rows=loads().map(sensible), seed=st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_rows_changes_nothing(code, rows, seed):
    shuffled = random.Random(seed).sample(rows, len(rows))
    about = {"tariff": PRICES, "received_on": TOO_LATE}
    assert verdicts(code, provided(shuffled, **about)) == verdicts(code, provided(rows, **about))


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.compares_stays])
@given(rows=loads().map(sensible), cut=st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_it_does_not_matter_which_month_a_stay_was_loaded_with(code, rows, cut):
    whole = verdicts(code, provided(rows))
    assert verdicts(code, provided(rows[:cut], around=rows[cut:])) == whole


def test_ten_thousand_stays_under_one_number_are_no_trouble():
    rows = [row(number, number % 300, number % 300 + 2, hrg=f"H{number}") for number in range(10_000)]
    assert len(verdicts("overlap", provided(rows))) > 9_000
