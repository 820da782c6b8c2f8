"""The figures of a group's month: the same for every reader, and the same again after JSON."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daccom.calendar import Month
from programmes.figures import GroupFigures, canonical, decode, digest, encode, from_json, to_json
from programmes.figures.change import ChallengeFigures, Decision, SavingsFigures
from programmes.figures.measures import MeasureFigures, PracticeMeasure
from programmes.figures.money import MoneyFigures, MoneyRow
from programmes.figures.reading import NOT_SHOWN, Reader, for_reader
from programmes.figures.returns import ReturnFigures
from tests.cast import make_practice
from tests.programmes.builders_figures import JANUARY, figures_of, fill, fill_group, make_facts
from tests.referrals.builders import make_list_size

MONTHS = st.dates(dt.date(2004, 4, 1), dt.date(2099, 1, 1)).map(Month.of)
POUNDS = st.decimals(-(10**9), 10**9, places=2)
FLOATS = st.floats(0, 1e6, allow_nan=False).map(lambda value: round(value, 6))
ROWS = st.builds(PracticeMeasure, values=st.lists(st.none() | st.integers(0, 10**6) | POUNDS))


@pytest.mark.parametrize(
    "kind", [ReturnFigures, MoneyFigures, SavingsFigures, ChallengeFigures, Decision, MoneyRow]
)
def test_every_part_survives_json(kind: Any):
    for typ, strategy in ((Month, MONTHS), (Decimal, POUNDS), (float, FLOATS)):
        st.register_type_strategy(typ, strategy)

    @given(st.from_type(kind))
    def survives(figures: Any) -> None:
        assert decode(kind, json.loads(json.dumps(encode(figures)))) == figures

    survives()


@given(st.lists(st.none() | st.integers(0, 10**6) | POUNDS))
def test_counts_and_pounds_survive_side_by_side(values: list[Any]):
    row = PracticeMeasure("E82901", "Alder", values, 1, 1.5, None, None, None, "", "")
    assert decode(PracticeMeasure, json.loads(canonical(encode(row)))) == row


def test_the_figures_of_a_group_survive_json(cast):
    fill_group(cast)
    figures = figures_of(cast)
    again = from_json(json.loads(canonical(to_json(figures))))
    assert again == figures
    assert digest(to_json(again)) == digest(to_json(figures))


def test_another_form_is_refused():
    with pytest.raises(KeyError):
        from_json({"group": "DacCom"})


def test_each_section_says_what_its_page_says(cast):
    fill_group(cast)
    figures = figures_of(cast)
    assert (figures.returns.complete, figures.returns.expected) == (2, 2)
    assert figures.money.total.spend == sum(row.spend for row in figures.money.by_practice)
    assert figures.savings.actual == 810
    assert [one.kind for one in figures.decisions.waiting] == ["milestone", "returns"]
    assert figures.patients == 8000


def test_a_month_is_compared_with_a_year_before(cast):
    fill_group(cast)
    make_facts(cast.alder, referrals=90, months=1)
    found = figures_of(cast).measure("referrals")
    assert (found.value, found.a_year_before) == (190, 200)


def test_a_practice_far_from_the_others_stands_out(cast):
    fill_group(cast)
    make_list_size(fern := make_practice("Fern", "E82910", cast.dacorum), 4000)
    make_facts(fern, referrals=200)
    high = figures_of(cast).measure("referrals").outside
    assert ("Fern", "high (0.001)") in [(row.name, row.verdict) for row in high]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"referrals": 1}, "fewer than 10 events"),
        ({"referrals": None}, "no return"),
        ({"referrals": 80}, ""),
    ],
)
def test_without_enough_there_is_no_ratio(cast, fields, why):
    fill(cast, cast.birch)
    make_list_size(cast.alder, 4000)
    make_facts(cast.alder, **fields)
    row = figures_of(cast).measure("referrals").practices[0]
    assert (row.ratio is None, row.why) == (bool(why), why)


def test_without_a_reference_there_is_nothing_to_compare_with(cast):
    make_list_size(cast.alder, 4000)
    make_facts(cast.alder)
    row = figures_of(cast).measure("a_and_e").practices[0]
    assert (row.verdict, row.why) == ("", "nothing to compare with")


def test_without_a_list_there_is_no_verdict(cast):
    make_facts(cast.alder)
    assert figures_of(cast).measure("referrals").practices[0].why == "no list size"


def test_money_is_not_judged_by_chance(cast):
    fill_group(cast)
    assert {row.why for row in figures_of(cast).measure("acute_cost").practices} == {
        "money is not judged by chance"
    }


def test_missing_is_not_nought(cast):
    found = figures_of(cast).measure("referrals")
    assert (found.value, found.reported[-1], found.expected[-1]) == (None, 0, 2)
    assert not found.is_complete


def test_small_numbers_are_kept_and_left_out_for_a_reader(cast):
    fill_group(cast)
    make_list_size(fern := make_practice("Fern", "E82910", cast.dacorum), 400)
    make_facts(fern, referrals=1, months=3)
    whole = figures_of(cast)
    seen = for_reader(whole, Reader(frozenset(), False)).measure("referrals")
    small = {row.name: row for row in seen.practices}
    assert whole.measure("referrals").practices[-1].values[-1] == 1
    assert (small["Fern"].values[-1], small["Alder Surgery"].values[-1]) == (None, None)
    assert small["Birch Surgery"].values[-1] == 100
    assert small["Fern"].why == NOT_SHOWN


def test_a_practice_reads_its_own_small_numbers(cast):
    fill(cast, cast.alder)
    make_facts(cast.birch, referrals=2)
    reader = Reader.of(cast.charlie, cast.dacorum, {cast.birch.ods_code})
    rows = for_reader(figures_of(cast), reader).measure("referrals").practices
    assert {row.name: row.values[-1] for row in rows}["Birch Surgery"] == 2


def test_pounds_are_no_small_number(cast):
    make_facts(cast.alder, el_cost=3)
    found = for_reader(figures_of(cast), Reader(frozenset(), False)).measure("acute_cost")
    assert found.practices[0].values[-1] == Decimal(3)


def test_pounds_of_a_few_events_are_left_out_for_others(cast):
    make_facts(cast.alder, opfa_activity=2, el_activity=1, el_cost=300)
    make_facts(cast.birch, opfa_activity=9)
    whole = figures_of(cast)
    for own, pounds in ((frozenset(), None), ({cast.alder.ods_code}, Decimal(300))):
        found = for_reader(whole, Reader(frozenset(own), False)).measure("acute_cost")
        assert found.practices[0].values[-1] == pounds


def test_the_rule_that_fired_is_named(cast):
    fill_group(cast)
    make_facts(cast.alder, referrals=300, months=1)
    found = figures_of(cast).measure("referrals")
    assert (found.rule, found.side) == ("outside", "above")


def test_the_queries_do_not_grow_with_the_practices(cast, django_assert_max_num_queries):
    for number in range(12):
        fill(cast, make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum), 60 + number)
    with django_assert_max_num_queries(15):
        figures = figures_of(cast)
    assert isinstance(figures, GroupFigures)
    assert all(isinstance(one, MeasureFigures) and one.months[-1] == JANUARY for one in figures.measures)
