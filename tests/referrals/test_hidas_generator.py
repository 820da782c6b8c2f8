"""The generator: the same file for the same seed, every planted error found by hand, nothing else wrong."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections import Counter
from decimal import Decimal

import polars as pl
import pytest

from daccom.calendar import Month
from referrals.hidas.layout import NAMES
from referrals.hidas_generator.decoys import decoys
from referrals.hidas_generator.files import Order, generate, write
from referrals.hidas_generator.frames import HEADER
from referrals.hidas_generator.planted import errors
from referrals.hidas_generator.prices import Price, synthetic_prices
from referrals.hidas_generator.reference import Reference, Surgery, months_between, synthetic
from referrals.hidas_generator.world import World
from referrals.models import Rule
from tests.referrals import hidas_rules

MONTHS = months_between(Month.parse("2008-04"), Month.parse("2009-01"))
SPRING = months_between(Month.parse("2008-02"), Month.parse("2008-05"))


def order(seed=7, rows=4_000, months=MONTHS, error_rate=0.05, **more):
    return Order(seed, rows, months, synthetic(months), error_rate, **more)


def made(tmp_path, wanted):
    """The file's rows and the answers as (episode, rule, pounds)."""
    file, answers = tmp_path / "extract.csv", tmp_path / "answers.json"
    write(wanted, file, answers=answers)
    listed = json.loads(answers.read_text())["answers"]
    return hidas_rules.read(file), {(a["episode_id"], a["rule"], Decimal(a["amount"])) for a in listed}


@pytest.mark.parametrize("months", [MONTHS, SPRING, MONTHS[-1:]], ids=["a year", "over 1 April", "one month"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_wrong_is_exactly_what_was_planted(tmp_path, months, seed):
    wanted = order(seed=seed, months=months)
    rows, answers = made(tmp_path, wanted)
    assert hidas_rules.break_rules(rows, wanted.reference, months) == answers


def test_a_file_without_errors_has_none(tmp_path):
    wanted = order(error_rate=0.0)
    rows, answers = made(tmp_path, wanted)
    assert answers == set()
    assert hidas_rules.break_rules(rows, wanted.reference, MONTHS) == set()


def test_every_rule_is_planted(tmp_path):
    _, answers = made(tmp_path, order())
    assert {rule for _, rule, _ in answers} == set(Rule.values)
    assert min(Counter(rule for _, rule, _ in answers).values()) >= 5


def test_undercharges_are_planted_with_their_sign(tmp_path):
    _, answers = made(tmp_path, order())
    assert {rule for _, rule, amount in answers if amount < 0} == {"bed_days", "price"}


def test_about_as_many_rows_are_wrong_as_was_asked(tmp_path):
    _, answers = made(tmp_path, order(rows=20_000, error_rate=0.02))
    assert len(answers) == pytest.approx(400, rel=0.05)


@pytest.mark.parametrize("rows", [0, 1, 2, 999, 1_000, 60_001])
def test_a_file_has_exactly_the_rows_that_were_asked_for(rows):
    assert sum(len(block.text) for block in generate(order(rows=rows))) == rows


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write(order(malformed=5), tmp_path / name, answers=tmp_path / f"{name}.json")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_draws_are_the_same_on_every_machine(tmp_path):
    """The first row and the last of a file made on another day."""
    rows, _ = made(tmp_path, order(seed=2008, rows=500))
    assert ",".join(str(rows[0][name]) for name in FACTS) == FIRST_ROW
    assert ",".join(str(rows[-1][name]) for name in FACTS) == LAST_ROW


FACTS = ("nhs_number", "pod", "admission_date", "discharge_date", "hrg", "total_cost")
FIRST_ROW = "9565762492,OPFUP,2008-09-21,2008-09-21,,201.79"
LAST_ROW = "9409541395,EL,2008-04-24,2008-04-28,I12,3949.67"


def test_another_seed_gives_another_file(tmp_path):
    one, other = (made(tmp_path, order(seed=seed))[0] for seed in (1, 2))
    for name in ("episode_id", "spell_id"):
        assert not {row[name] for row in one} & {row[name] for row in other}
    assert {row["nhs_number"] for row in one} & {row["nhs_number"] for row in other} == {""}


def test_the_columns_are_those_of_the_layout(tmp_path):
    write(order(rows=10), tmp_path / "file")
    lines = (tmp_path / "file").read_bytes().decode().split("\r\n")
    assert lines[0] == HEADER
    assert HEADER.split(",") == list(NAMES)
    assert {len(line.split(",")) for line in lines[:-1]} == {len(NAMES)}
    assert lines[-1] == ""


def test_first_attendances_alone_say_who_asked(tmp_path):
    text = pl.concat([block.text for block in generate(order())])
    said = text.group_by("pod").agg(pl.col("source_of_referral").unique()).rows()
    asked = {pod: set(sources) for pod, sources in said}
    assert asked.pop("OPFA") == {"03", "04", "05", "92"}
    assert set.union(*asked.values()) == {""}


def test_the_months_are_those_asked_for_and_the_late_one(tmp_path):
    rows, _ = made(tmp_path, order())
    months = {Month.of(row["left"]) for row in rows}
    assert months == {*MONTHS, MONTHS[0].previous()}


def test_episode_numbers_rise_with_the_file(tmp_path):
    rows, _ = made(tmp_path, order())
    numbers = [row["episode_id"] for row in rows]
    assert numbers == sorted(set(numbers))


def test_a_gzip_holds_the_same_text(tmp_path):
    write(order(rows=200), tmp_path / "plain")
    write(order(rows=200), tmp_path / "zipped", zipped=True)
    assert gzip.decompress((tmp_path / "zipped").read_bytes()) == (tmp_path / "plain").read_bytes()


def test_malformed_values_are_where_the_list_says(tmp_path):
    file, answers = tmp_path / "file", tmp_path / "answers.json"
    made = write(order(malformed=20), file, answers=answers)
    lines, columns = file.read_text().splitlines(), HEADER.split(",")
    damage = json.loads(answers.read_text())["malformed"]
    assert len(damage) == made.damage > 40
    for value in damage:
        assert lines[value["line"] - 1].split(",")[columns.index(value["column"])] == value["value"]


def test_malformed_rows_were_not_planted_in(tmp_path):
    file, answers = tmp_path / "file", tmp_path / "answers.json"
    write(order(malformed=50), file, answers=answers)
    listed, lines = json.loads(answers.read_text()), file.read_text().splitlines()
    damaged = {lines[value["line"] - 1].split(",")[1] for value in listed["malformed"]}
    assert not damaged & {answer["episode_id"] for answer in listed["answers"] if answer["rule"]} - {""}


def test_every_kind_of_malformed_value_is_made(tmp_path):
    damage = [value for block in generate(order(rows=20_000, malformed=20)) for value in block.damage]
    assert len({(value.column, value.value) for value in damage if value.column != "episode_id"}) == 14


def test_a_reference_of_one_provider_and_steady_practices_plants_what_it_can():
    small = dataclasses.replace(synthetic(MONTHS), providers=("RWG",), leaving=(), strangers=())
    world = World.of(small, MONTHS[-1:])
    assert "not_ours" not in {error.rule for error in errors(world)}
    assert len(decoys(world)) == 9


def test_a_practice_that_left_before_the_file_begins_is_not_used(tmp_path):
    gone = Surgery("Y90001", MONTHS[0].first)
    about = dataclasses.replace(synthetic(MONTHS), leaving=(gone,))
    write(Order(1, 2_000, MONTHS, about, 0.05), tmp_path / "file")
    assert "Y90001" not in (tmp_path / "file").read_text()


def test_a_year_without_prices_is_refused():
    about = dataclasses.replace(synthetic(MONTHS), prices=tuple(synthetic_prices([2011])))
    with pytest.raises(ValueError, match="No price for"):
        list(generate(Order(1, 100, MONTHS, about)))


def test_prices_whose_trim_points_leave_no_room_are_refused():
    short = tuple(Price(year, "A10", pod, 90_000, 2, 20_000) for year in (2007, 2008) for pod in PODS)
    with pytest.raises(ValueError, match="a trim point of"):
        list(generate(Order(1, 100, MONTHS, dataclasses.replace(synthetic(MONTHS), prices=short))))


PODS = ("EL", "DC", "NEL", "NELST")


def test_a_reference_without_practices_is_refused():
    with pytest.raises(ValueError, match="needs a practice"):
        Reference(ours=(), leaving=(), strangers=(), providers=("RWG",), specialties=("100",), prices=())


@pytest.mark.parametrize("rate", [-0.1, 0.21])
def test_a_rate_without_room_for_ordinary_rows_is_refused(rate):
    with pytest.raises(ValueError, match="error rate"):
        list(generate(order(error_rate=rate)))


def test_months_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="comes before"):
        months_between(MONTHS[-1], MONTHS[0])
