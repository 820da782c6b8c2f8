"""Which list counts on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from practices.models import Practice
from practices.selectors.list_sizes import ListSizeTotal, list_size_totals
from tests.cast import Cast
from tests.practices.builders import make_list

JANUARY_2008 = dt.date(2008, 1, 1)
JANUARY_2009 = dt.date(2009, 1, 1)


def test_the_latest_list_up_to_the_day_counts(cast: Cast) -> None:
    make_list(cast.alder, 8_000, JANUARY_2008)
    make_list(cast.alder, 8_500, JANUARY_2009, "Counted again")

    totals = list_size_totals([cast.alder], JANUARY_2009)

    assert totals == {cast.alder.pk: ListSizeTotal(8_500, JANUARY_2009, "Counted again")}
    assert list_size_totals([cast.alder], dt.date(2008, 12, 31))[cast.alder.pk].patients == 8_000


def test_a_practice_counted_only_later_has_its_earliest_list(cast: Cast) -> None:
    make_list(cast.alder, 8_000, JANUARY_2009)
    make_list(cast.alder, 9_000, dt.date(2013, 1, 1))
    assert list_size_totals([cast.alder], JANUARY_2008)[cast.alder.pk].as_at == JANUARY_2009


def test_all_sexes_and_ages_are_added_up(cast: Cast) -> None:
    make_list(cast.alder, 100)
    cast.alder.list_sizes.create(
        as_at=JANUARY_2008, sex="1", age_band="75+", patients=11, source="Register of patients"
    )
    assert list_size_totals([cast.alder], JANUARY_2009)[cast.alder.pk].patients == 111


def test_a_simulated_list_says_so(cast: Cast) -> None:
    make_list(cast.alder, 100, is_simulated=True)
    assert list_size_totals([cast.alder], JANUARY_2009)[cast.alder.pk].is_simulated


def test_a_practice_never_counted_is_missing_and_nought_is_not(cast: Cast) -> None:
    make_list(cast.alder, 0)
    totals = list_size_totals([cast.alder, cast.birch], JANUARY_2009)
    assert {pk: total.patients for pk, total in totals.items()} == {cast.alder.pk: 0}


def test_one_query_whatever_the_number_of_practices(cast: Cast, django_assert_num_queries: Any) -> None:
    for practice in (cast.alder, cast.birch, cast.oak):
        make_list(practice, 5_000)
    with django_assert_num_queries(1):
        assert len(list_size_totals(Practice.objects.all(), JANUARY_2009)) == 3
