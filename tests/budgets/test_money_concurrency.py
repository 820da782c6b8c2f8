"""Many at once on PostgreSQL: reserves are drawn once, numbers are given once, a year is published once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import IndicativeBudget, Variation
from budgets.selectors.levels import Spot
from budgets.services.settings import publish, start_setting
from budgets.services.variations import NewLine, agree_variation
from daccom import calendar
from tests.budgets.builders import JANUARY, make_budget, make_category
from tests.budgets.builders_settings import make_historic, make_reserve, make_setting, make_weight
from tests.budgets.test_settings import TERMS, YEAR, Basis
from tests.referrals.test_concurrency import at_once

THREADS = 30

pytestmark = pytest.mark.django_db(transaction=True)


def test_thirty_draw_on_a_reserve_that_lasts_for_five(cast):
    make_budget(cast.alder, 1200)
    reserve, category = make_reserve(cast.dacorum, 500), make_category()
    published = {"status": "published", "published_at": calendar.now(), "published_by": cast.fin}
    make_setting(cast.dacorum, 1700, year=2008, **published)

    def draw(number: int) -> None:
        agree_variation(
            group=cast.dacorum,
            kind=Variation.Kind.VIREMENT,
            month=JANUARY,
            is_recurrent=False,
            reason=f"Case {number}",
            lines=[
                NewLine(Spot(reserve=reserve), Decimal(-100)),
                NewLine(Spot(cast.alder, category), Decimal(100)),
            ],
            by=cast.fin,
        )

    assert at_once(THREADS, draw) == {"done": 5, "variation.not-enough": THREADS - 5}
    assert sorted(Variation.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_thirty_publish_a_year_and_it_is_published_once(cast):
    setting = make_setting(cast.dacorum, 1000)
    make_historic(setting, cast.alder, 900)
    make_weight(setting, cast.alder)
    told = at_once(THREADS, lambda number: publish(setting=setting, edition=1, by=cast.fin))
    assert told == {"done": 1, "setting.changed": THREADS - 1}
    assert IndicativeBudget.objects.count() == 1


def test_thirty_start_a_worksheet_and_one_is_started(cast):
    make_budget(cast.alder, 1200)

    def start(number: int) -> None:
        start_setting(
            group=cast.dacorum,
            year=YEAR,
            basis=Basis.BUDGETS,
            terms=TERMS,
            by=cast.fin,
            today=calendar.today(),
        )

    assert at_once(THREADS, start) == {"done": 1, "setting.exists": THREADS - 1}
