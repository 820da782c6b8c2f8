"""What comes once: added, withdrawn, and counted to date and for the year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import NonRecurrent
from budgets.selectors.once import comes_once
from budgets.services.spend_notes import add_once, withdraw_once
from daccom import audit, calendar
from daccom.errors import Refused
from tests.budgets.builders import JANUARY, make_spend
from tests.budgets.builders_hospital import make_acute_lines, make_once

ADDRESS = "/budgets/daccom/2009-01/once/"
TYPED = {"category": "ACU-EL", "practice": "", "month": "2009-03", "amount": "-12.34", "words": "A rebate"}


def test_past_and_coming_months_are_told_apart(cast):
    make_once(cast.dacorum, 100)
    make_once(cast.dacorum, -30, JANUARY.next())
    make_once(cast.dacorum, 7, withdrawn_at=calendar.now(), withdrawn_by=cast.fin)
    found = comes_once(group=cast.dacorum, month=JANUARY, user=cast.erin)
    assert (found.to_date, found.whole_year) == (100, 70)


@pytest.mark.parametrize(("name", "practice"), [("fin", ""), ("max", "E82901")])
def test_finance_and_the_programme_manager_say_what_comes_once(cast, as_user, name, practice):
    make_acute_lines()
    assert as_user(name).post(ADDRESS, TYPED | {"practice": practice}).status_code == 302
    row = NonRecurrent.objects.get()
    assert (row.amount, row.practice) == (Decimal("-12.34"), cast.alder if practice else None)
    assert audit.history(row).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "0"}, {"words": ""}, {"category": "ACU"}, {"month": "2009-04"}, {"practice": "E82903"}],
)
def test_what_cannot_be_is_refused(cast, as_user, wrong):
    make_acute_lines()
    assert as_user("fin").post(ADDRESS, TYPED | wrong).status_code == 422
    assert not NonRecurrent.objects.exists()


def test_nothing_comes_to_nought(cast):
    with pytest.raises(Refused):
        add_once(
            group=cast.dacorum,
            practice=None,
            category=make_acute_lines()["ACU-EL"],
            month=JANUARY,
            amount=Decimal(0),
            words="Nothing",
            by=cast.fin,
            now=calendar.now(),
        )


def test_it_is_withdrawn_once(cast, as_user):
    row = make_once(cast.dacorum)
    client = as_user("fin")
    assert b"It is withdrawn" in client.post(f"{ADDRESS}{row.pk}/withdraw/", follow=True).content
    assert b"withdrawn already" in client.post(f"{ADDRESS}{row.pk}/withdraw/", follow=True).content
    with pytest.raises(Refused):
        withdraw_once(row=row, by=cast.fin, now=calendar.now())


def test_everybody_reads_and_few_write(cast, as_user):
    row = make_once(cast.dacorum)
    client = as_user("erin")
    page = client.get(ADDRESS).content.decode()
    assert "A ward that opened once" in page
    assert "Add what comes once" not in page
    assert client.post(ADDRESS, TYPED).status_code == 403
    assert client.post(f"{ADDRESS}{row.pk}/withdraw/").status_code == 403


def test_it_is_a_file_too(cast, as_user):
    make_once(cast.dacorum, practice=cast.alder)
    assert b"Alder Surgery" in as_user("erin").get(f"{ADDRESS}?table=once&as=csv").content


def test_the_position_says_what_of_it_comes_once(cast, as_user):
    make_once(cast.dacorum, 100)
    make_spend(cast.alder)
    assert "+£100 of the spend to date comes once" in (
        as_user("erin").get("/budgets/daccom/2009-01/").content.decode()
    )


def test_the_books_agree(cast, reconciled):
    make_once(cast.dacorum, 100)
