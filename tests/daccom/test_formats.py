"""Money, dates and counts read the same everywhere."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template

from daccom import formats


@pytest.mark.parametrize(
    ("pounds", "written"),
    [
        (Decimal(1_131_000), "£1,131,000"),
        (Decimal("12.34"), "£12.34"),
        (Decimal("12.30"), "£12.30"),
        (Decimal(-203_000), "−£203,000"),
        (Decimal("-0.004"), "£0"),
        (0, "£0"),
        (Decimal("0.005"), "£0.01"),
    ],
)
def test_money_in_full(pounds, written):
    assert formats.money(pounds) == written


@pytest.mark.parametrize(
    ("pounds", "written"),
    [
        (1_131_000, "£1.13m"),
        (347_499, "£347k"),
        (999_600, "£1.00m"),
        (850, "£850"),
        (-2_500_000, "−£2.50m"),
        (Decimal("-1499.99"), "−£1k"),
        (0, "£0"),
        (999.6, "£1,000"),
    ],
)
def test_money_at_a_glance(pounds, written):
    assert formats.money_short(pounds) == written


def test_days_and_months_are_written_as_people_write_them():
    assert formats.long_date(date(2008, 6, 2)) == "2 June 2008"
    assert formats.month_name(date(2009, 1, 1)) == "January 2009"


@pytest.mark.parametrize(("share", "written"), [(7.25, "7.3%"), (Decimal("-0.04"), "0.0%"), (-3, "−3.0%")])
def test_a_percentage_rounds_half_up_and_never_shows_minus_nought(share, written):
    assert formats.percent(share) == written


def test_a_percentage_takes_fewer_places():
    assert formats.percent(66.7, dp=0) == "67%"


def test_parts_of_a_whole_are_words():
    assert formats.count_of(3, 12) == "3 of 12"


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0 practices"), (1, "1 practice"), (1_900, "1,900 practices")]
)
def test_a_count_agrees_with_its_noun(count, written):
    assert formats.plural(count, "practice") == written


def test_an_irregular_plural_is_given():
    assert formats.plural(2, "entry", "entries") == "2 entries"


def show(template: str, **values: object) -> str:
    return Template("{% load formats %}" + template).render(Context(values))


@pytest.mark.parametrize(
    ("template", "value", "written"),
    [
        ("{{ value|money }}", Decimal(12), "£12"),
        ("{{ value|money_short }}", 347_000, "£347k"),
        ("{{ value|pounds }}", Decimal("-1131.50"), "−£1,132"),
        ("{{ value|number:1 }}", 1234.56, "1,234.6"),
        ("{{ value|percent }}", 7.25, "7.3%"),
        ("{{ value|long_date }}", date(2008, 6, 20), "20 June 2008"),
        ("{{ value|month_name }}", date(2008, 6, 20), "June 2008"),
        ("{{ value|count_of:12 }}", 3, "3 of 12"),
        ('{{ value|plural:"practice" }}', 2, "2 practices"),
        ('{{ value|plural:"entry,entries" }}', 2, "2 entries"),
    ],
)
def test_templates_have_a_filter_for_each(template, value, written):
    assert show(template, value=value) == written


@pytest.mark.parametrize(
    "name", ["money", "pounds", "money_short", "number", "percent", "long_date", "month_name"]
)
def test_nothing_is_a_dash_for_eyes_and_a_word_for_ears(name):
    shown = show("{{ value|" + name + " }}", value=None)
    assert "–" in shown
    assert '<span class="nhsuk-u-visually-hidden">none</span>' in shown


def test_nought_is_not_nothing():
    assert show("{{ value|money }}", value=Decimal(0)) == "£0"


@pytest.mark.parametrize(
    ("label", "inside"), [("Extended to 6 Mar", "extended to 6 Mar"), ("Missing", "missing"), ("", "")]
)
def test_words_go_into_a_sentence_with_their_names_kept(label, inside):
    assert formats.in_sentence(label) == inside
    assert show("{{ value|in_sentence }}", value=label) == inside
