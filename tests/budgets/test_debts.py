"""An overspend that is carried, its schedule, and what it leaves of the growth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import BudgetSetting, Debt, Repayment
from budgets.selectors.debts import debts
from budgets.services.debts import set_debt
from daccom.audit import history
from daccom.errors import Refused
from tests.budgets.builders import YEAR, make_budget, make_category
from tests.budgets.builders_reinvestment import SAVED_AT, make_debt
from tests.budgets.builders_settings import make_variation

MARCH = YEAR.previous().months[-1]

PAGE = "/budgets/daccom/2009-01/debt/"
HALVES = {2008: Decimal(499_000), 2009: Decimal(499_000)}


@pytest.fixture
def carry(cast):
    def carried(repayments=HALVES, amount=998_000, seen=0, year=2007):
        return set_debt(
            group=cast.dacorum,
            year=year,
            amount=Decimal(amount),
            source="Final accounts",
            repayments=repayments,
            seen=seen,
            by=cast.fin,
        )

    return carried


def test_a_schedule_comes_to_the_amount(carry):
    debt = carry()
    assert dict(debt.repayments.values_list("year", "amount")) == HALVES
    assert history(debt).get().additional_data["verb"] == "debt.set"


@pytest.mark.parametrize(
    ("repaid", "words"),
    [
        ("400000", "come to £899,000, £99,000 less than the overspend of £998,000"),
        ("600000.50", "come to £1,099,000.50, £101,000.50 more than the overspend"),
    ],
)
def test_a_schedule_that_does_not_says_the_difference(carry, repaid, words):
    with pytest.raises(Refused) as refused:
        carry({2008: Decimal(499_000), 2009: Decimal(repaid)})
    assert words in str(refused.value)
    assert not Debt.objects.exists()


@pytest.mark.parametrize(
    "repayments",
    [
        {},
        {2007: Decimal(998_000)},
        {2008 + later: Decimal(998_000) / 6 for later in range(6)},
    ],
)
def test_it_is_repaid_over_one_to_five_years_after_it(carry, repayments):
    with pytest.raises(Refused, match="over 1 to 5 years after it"):
        carry(repayments)


@pytest.mark.parametrize(("amount", "repaid"), [(0, 0), (10, -5)])
def test_amounts_are_over_nought(carry, amount, repaid):
    with pytest.raises(Refused, match="are over nought"):
        carry({2008: Decimal(repaid)}, amount=amount)


def test_a_change_replaces_the_schedule_and_keeps_what_it_was(carry):
    carry()
    debt = carry({2008: Decimal(998_000)}, seen=1)
    assert (debt.edition, Repayment.objects.count()) == (2, 1)
    assert "2009/10: 499000" in history(debt)[0].changes["repayments"][0]


@pytest.mark.parametrize("seen", [0, 2])
def test_somebody_else_saved_meanwhile(carry, seen):
    carry()
    with pytest.raises(Refused, match="Somebody else saved"):
        carry({2008: Decimal(998_000)}, seen=seen)
    assert Repayment.objects.count() == 2


def test_what_was_never_there_cannot_be_changed(carry):
    with pytest.raises(Refused, match="Somebody else saved"):
        carry(seen=1)


def test_each_year_says_what_is_left_of_the_growth(cast):
    make_budget(cast.alder, 100_000, year=2007)
    make_budget(cast.alder, 50, make_category("GMS", "GMS", outside_pbc=True), year=2007)
    make_debt(cast.dacorum)
    first, second = debts(group=cast.dacorum, user=cast.erin)[0].instalments
    assert (first.repaid, first.left, first.percent) == (500, 500, Decimal("0.5"))
    assert (first.growth.least, first.growth.most) == (6500, 7500)
    assert (first.least_left, first.most_left) == (6000, 7000)
    assert (second.left, second.growth.base, second.least_left, second.most_left) == (0, None, None, None)
    assert (second.percent, second.growth.most) == (None, None)


def test_what_came_once_does_not_grow(cast):
    make_budget(cast.alder, 100_000, year=2007)
    make_variation(cast.dacorum, [(cast.alder, 10_000)], MARCH, is_recurrent=True)
    make_variation(cast.dacorum, [(cast.alder, 777)], MARCH, is_recurrent=False)
    make_debt(cast.dacorum, years=1)
    assert debts(group=cast.dacorum, user=cast.erin)[0].instalments[0].growth.base == 110_000


def test_the_range_set_with_the_budget_comes_first(cast):
    make_debt(cast.dacorum, years=1)
    BudgetSetting.objects.create(
        group=cast.dacorum,
        year=2008,
        total=1,
        uplift_low=5,
        uplift=5,
        uplift_high=6,
        pace_of_change=0,
        basis="Outturn",
        saved_at=SAVED_AT,
        saved_by=cast.fin,
    )
    growth = debts(group=cast.dacorum, user=cast.erin)[0].instalments[0].growth
    assert (growth.low, growth.high, growth.is_stated) == (5, 6, False)


def test_another_groups_debt_is_not_read(cast):
    make_debt(cast.dacorum)
    assert debts(group=cast.dacorum, user=cast.olive) == []


def test_pct_finance_records_and_changes(cast, as_user):
    client = as_user("fin")
    sent = {
        "seen": "0",
        "amount": "1,000",
        "source": "Final accounts",
        "repaid_2008": "600",
        "repaid_2009": "400",
    }
    assert "Record an overspend of 2007/08" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}2007/", sent).headers["Location"] == PAGE
    page = client.get(PAGE).content.decode()
    assert "£1,000 of 2007/08" in page
    assert "Change the repayment of 2007/08" in page
    assert 'value="600' in client.get(f"{PAGE}2007/").content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"amount": "1000", "repaid_2008": "900"}, "£100 less than the overspend of £1,000"),
        ({"amount": "1000"}, "Enter what is repaid in at least one year"),
        ({"amount": "-5"}, "Enter an amount over nought"),
        ({"amount": "1000", "repaid_2008": "1000", "seen": "7"}, "Somebody else saved"),
    ],
)
def test_the_form_says_what_is_wrong(cast, as_user, sent, words):
    answer = as_user("fin").post(f"{PAGE}2007/", {"seen": "0", "source": "Accounts", **sent})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Debt.objects.exists()


@pytest.mark.parametrize("year", [2009, 2003])
def test_a_year_out_of_reach_is_not_found(as_user, year):
    assert as_user("fin").get(f"{PAGE}{year}/").status_code == 404


def test_the_group_reads_and_is_refused_to_change(cast, as_user):
    make_debt(cast.dacorum)
    assert "£1,000 of 2007/08" in as_user("alice").get(PAGE).content.decode()
    assert as_user("chris").get(f"{PAGE}2007/").status_code == 403


def test_the_schedule_is_a_file(cast, as_user):
    make_debt(cast.dacorum)
    rows = as_user("erin").get(f"{PAGE}?table=repayments&as=csv").content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("2007/08,1000.00,2008/09,500.00,500.00")


def test_without_a_debt_it_says_so(as_user):
    assert "No overspend is carried." in as_user("erin").get(PAGE).content.decode()
