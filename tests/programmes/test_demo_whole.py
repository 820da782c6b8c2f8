"""The demonstration as a whole: the same everywhere, consistent, and wrong only where it says so."""

import datetime as dt
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

import referrals.demo
from daccom.calendar import FinancialYear
from practices.demo.facts import facts
from referrals.content import digest
from referrals.demo.tariffs import price_in_pounds
from tests.programmes.demonstration import the_demonstration

DIGEST = "5d7d0ecd3e3bbd08"
"""Changes when any simulated figure does; equal on every machine and database."""
JANUARY = dt.date(2009, 1, 1)
VISITOR = "E82022"


@pytest.fixture
def demo(db):
    return the_demonstration()


@pytest.fixture
def planted(demo):
    """Episode ids by the code of the rule they break."""
    return {
        code: {row["episode_id"] for row in demo.answers["planted"] if row["code"] == code}
        for code in {row["code"] for row in demo.answers["planted"]}
    }


def admissions(demo):
    return [row for row in demo.episodes if row["length_of_stay"] is not None]


def ids(rows):
    return {row["episode_id"] for row in rows}


def test_every_simulated_figure_is_the_same_everywhere(demo):
    assert demo.digest() == DIGEST


def test_the_committed_answer_list_is_the_true_one(demo):
    committed = Path(referrals.demo.__path__[0]) / "answers.json"
    assert json.loads(committed.read_text(encoding="utf-8")) == demo.answers


def test_it_has_22_months_of_a_sample(demo):
    months = Counter(row["month"] for row in demo.episodes)
    assert len(months) == 22
    assert 25_000 < len(demo.episodes) < 40_000


def test_every_simulated_row_says_so(demo):
    assert demo.unmarked == []


def test_progress_names_rows_and_seconds(demo):
    assert any("Hospital episodes" in line and line.endswith(" s") for line in demo.said)


def test_only_the_planted_numbers_are_missing_or_wrong(demo, planted):
    def is_wrong(number):
        total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
        return not number or (11 - total % 11) % 11 != int(number[9])

    assert ids(row for row in demo.episodes if is_wrong(row["nhs_number"])) == planted["identity"]


def test_only_the_planted_dates_are_wrong(demo, planted):
    wrong = [
        row
        for row in admissions(demo)
        if (row["discharge_date"] - row["admission_date"]).days != row["length_of_stay"]
    ]
    assert ids(wrong) == planted["dates"]


def test_only_the_planted_rows_are_charged_twice(demo, planted):
    key = ("provider__ods_code", "nhs_number", "admission_date", "discharge_date", "hrg", "pod")
    seen, twice = set(), []
    for row in sorted(demo.episodes, key=lambda row: row["episode_id"]):
        mark = tuple(row[name] for name in key)
        twice += [row] if mark in seen else []
        seen.add(mark)
    assert ids(twice) == planted["duplicate"]


def test_only_the_planted_spells_overlap(demo, planted):
    spells: dict[tuple[str, str], list[dict]] = {}
    leave_out = planted["dates"] | planted["duplicate"] | planted["identity"]
    for row in admissions(demo):
        if row["episode_id"] not in leave_out:
            spells.setdefault((row["provider__ods_code"], row["nhs_number"]), []).append(row)
    inside = {
        later["episode_id"]
        for rows in spells.values()
        for earlier in rows
        for later in rows
        if earlier is not later
        and earlier["admission_date"] <= later["admission_date"]
        and later["admission_date"] < earlier["discharge_date"]
    }
    assert inside == planted["overlap"]


def test_only_the_planted_bed_days_are_claimed_wrongly(demo, planted):
    trims = {fact["code"]: fact["trim_days"] for fact in facts("referrals", "specialties")["hrgs"]}
    wrong = [
        row
        for row in admissions(demo)
        if row["excess_bed_days"] != max(row["length_of_stay"] - trims[row["hrg"]], 0)
    ]
    assert ids(wrong) == planted["bed_days"]


def test_only_the_planted_prices_are_not_the_tariff(demo, planted):
    prices = {fact["code"]: price_in_pounds(fact) for fact in facts("referrals", "specialties")["hrgs"]}
    wrong = [row for row in admissions(demo) if row["spell_cost"] != prices[row["hrg"]]]
    assert ids(wrong) == planted["price"]


def test_the_checks_find_what_is_planted_and_nothing_else(demo):
    """All but a patient of another practice: that only the practice can know."""
    found = {
        (row["episode__provider__ods_code"], row["episode__episode_id"], row["rule"], row["amount"])
        for row in demo.findings
    }
    listed = {
        (row["provider"], row["episode_id"], row["code"], Decimal(row["at_stake"]))
        for row in demo.answers["planted"]
        if row["code"] != "not_ours"
    }
    assert found == listed
    assert len(demo.findings) == 36


def test_planted_errors_stand_where_the_list_says(demo):
    stand = {
        (row["provider__ods_code"], row["episode_id"], row["practice__ods_code"]) for row in demo.episodes
    }
    listed = {(row["provider"], row["episode_id"], row["practice"]) for row in demo.answers["planted"]}
    assert len(listed) == 40
    assert listed <= stand
    assert any(Decimal(row["at_stake"]) < 0 for row in demo.answers["planted"])


def test_the_visitor_has_a_month_of_episodes_to_validate(demo):
    waiting = [
        row
        for row in demo.episodes
        if row["practice__ods_code"] == VISITOR and row["month"] == JANUARY and row["total_cost"] > 3000
    ]
    answered = {row["episode__episode_id"] for row in demo.validations}
    assert 12 <= len(waiting) <= 18
    assert not ids(waiting) & answered
    assert len(ids(waiting) & {row["episode_id"] for row in demo.answers["planted"]}) == 4


def test_returns_stand_in_every_state(demo):
    january = Counter(row["status"] for row in demo.returns if row["month"] == JANUARY)
    assert january == {"submitted": 10, "accepted": 6, "draft": 1}
    assert Counter(row["status"] for row in demo.returns)["queried"] == 1


def test_nil_missing_and_zero_are_three_facts(demo):
    nil = {(row["practice__ods_code"], row["month"]) for row in demo.returns if row["nil_referrals"]}
    assert nil == {("E82644", dt.date(2008, 7, 1))}
    assert not nil & {(practice, month) for practice, month, *_ in demo.counts}
    assert any(referrals == 0 for *_, referrals in demo.counts)
    assert len(demo.returns) == 19 * 22 - 5


def test_nothing_happens_after_the_business_date(demo):
    moments = [
        row[name] for row in demo.returns for name in ("first_submitted_at", "accepted_at") if row[name]
    ]
    assert max(moments).date() <= dt.date(2009, 2, 20)


def test_every_version_is_what_its_fingerprint_says(demo):
    assert all(digest(version["content"]) == version["sha256"] for version in demo.versions)


def test_each_sent_return_has_all_its_versions(demo):
    sent = Counter({row["pk"]: row["versions_sent"] for row in demo.returns if row["versions_sent"]})
    assert Counter(version["monthly_return"] for version in demo.versions) == sent


def test_the_corrected_return_kept_both_figures(demo):
    corrected = [row["pk"] for row in demo.returns if row["versions_sent"] == 2]
    first, second = (
        version["content"]["totals"]["all"]
        for version in demo.versions
        if version["monthly_return"] == corrected[0]
    )
    assert first > second


def test_no_version_names_a_patient(demo):
    numbers = {row["nhs_number"] for row in demo.episodes if row["nhs_number"]}
    words = {word for version in demo.versions for word in json.dumps(version["content"]).split('"')}
    assert not numbers & words


def test_a_no_comes_with_a_note(demo):
    doubtful = [row for row in demo.validations if "no" in row.values()]
    assert 50 < len(doubtful) < 0.1 * len(demo.validations)
    assert all(row["note"] for row in doubtful)


def test_budgets_add_up_to_the_group(demo):
    totals = Counter()
    for row in demo.budgets:
        totals[row["year"]] += row["amount"]
    assert totals == {2006: 116_017_500, 2007: 124_750_000, 2008: 133_482_500}


def test_the_year_before_ends_as_the_plan_says(demo):
    year = FinancialYear(2007)
    spent = sum(row["amount"] for row in demo.spend if year.first <= row["month"] <= year.last)
    assert Decimal("0.004") < spent / 124_750_000 - 1 < Decimal("0.012")


def test_one_practice_is_clearly_over_its_budget(demo):
    budget, spent = Counter(), Counter()
    for row in demo.budgets:
        budget[row["practice__ods_code"]] += row["amount"] if row["year"] == 2008 else 0
    for row in demo.spend:
        spent[row["practice__ods_code"]] += row["amount"] if row["month"] >= dt.date(2008, 4, 1) else 0
    over = {code: spent[code] / (budget[code] * 10 / 12) - 1 for code in budget}
    assert max(over, key=over.__getitem__) == demo.answers["over_budget"]
    assert over[demo.answers["over_budget"]] > Decimal("0.07")
    assert sorted(over.values())[-2] < Decimal("0.06")


def test_the_newest_spend_of_one_practice_is_not_posted(demo):
    january = {row["practice__ods_code"] for row in demo.spend if row["month"] == JANUARY}
    assert {row["practice__ods_code"] for row in demo.budgets} - january == {"E82652"}


def test_savings_of_the_newest_month_are_still_to_come(demo):
    now = [row for row in demo.savings if row["month"] >= dt.date(2008, 4, 1)]
    assert {row["month"] for row in now if row["actual"] is None} == {
        JANUARY,
        dt.date(2009, 2, 1),
        dt.date(2009, 3, 1),
    }
    assert all(row["actual"] is None for row in demo.savings if row["month"] < dt.date(2007, 4, 1))
