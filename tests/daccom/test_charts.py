"""A chart is a picture, the table behind it, and a sentence."""

import re
from base64 import b64decode

import pytest
from django.template.loader import render_to_string

from daccom.charts import (
    COUNT,
    MONEY,
    RATE,
    Bar,
    Range,
    Reference,
    bar_chart,
    line_chart,
    picture,
    range_chart,
)
from daccom.charts.bars import bar_spec
from daccom.charts.picture import picture_of
from daccom.charts.theme import BLUE, SERIES, STRONG

GROUP = Reference("Group", 74.2)
BARS = [Bar("Alder", 71.2), Bar("Birch", 98, note="above limit"), Bar("Cedar", None)]


def bars(**changes):
    given = {
        "title": "Referrals per 1,000",
        "sentence": "Birch refers most.",
        "names": ("Practice", "Rate"),
        "bars": BARS,
        "unit": RATE,
        "reference": GROUP,
    }
    return bar_chart(**{**given, **changes})


def lines(**changes):
    given = {
        "title": "Spend",
        "sentence": "Spend is over budget.",
        "points": ["Apr", "May"],
        "series": {"Budget": [410_000, 820_000], "Spend": [400_000, None]},
        "unit": MONEY,
    }
    return line_chart(**{**given, **changes})


def ranges():
    return range_chart(
        title="Admissions",
        sentence="Cedar is above its limits.",
        names=("Practice", "Rate"),
        ranges=[Range("Alder", 71, 66, 82), Range("Birch", 60, 66, 82), Range("Cedar", 90, 66, 82)],
        unit=COUNT,
        reference=GROUP,
    )


def test_the_table_holds_every_figure_of_the_bars():
    assert bars().headers == ("Practice", "Rate")
    assert bars().rows == [
        ("Alder", "71.2"),
        ("Birch", "98.0, above limit"),
        ("Cedar", "no figure"),
        ("Group", "74.2"),
    ]


def test_bars_without_a_reference_have_a_row_each():
    assert len(bars(reference=None).rows) == len(BARS)


def test_the_table_of_lines_has_a_row_for_each_month():
    assert lines().headers == ("Month", "Budget", "Spend")
    assert lines().rows == [("Apr", "£410k", "£400k"), ("May", "£820k", "–")]


def test_the_table_of_ranges_says_where_each_value_lies():
    assert [row[-1] for row in ranges().rows] == ["within", "below", "above"]
    assert ranges().rows[0] == ("Alder", "71", "66", "82", "within")


@pytest.mark.parametrize("make", [bars, lines, ranges])
def test_both_pictures_are_drawn_at_their_width(make):
    chart = make()
    assert (chart.wide.width, chart.narrow.width) == (520, 260)
    assert chart.wide.svg.startswith("<svg")
    assert b64decode(chart.wide.uri.partition(",")[2]).decode() == chart.wide.svg


@pytest.mark.parametrize("make", [bars, lines, ranges])
def test_no_letter_is_smaller_than_twelve_pixels(make):
    for drawn in (make().wide, make().narrow):
        sizes = re.findall(r'font-size="(\d+)px"', drawn.svg)
        assert sizes
        assert min(map(int, sizes)) >= 13


def test_words_stand_in_the_picture():
    svg = bars().wide.svg
    for words in ("Alder", "98.0, above limit", "no figure", "Group 74.2"):
        assert words in svg


def test_a_noted_bar_is_dark_and_says_why():
    values = bar_spec(BARS, RATE, None, 520)["data"]["values"]
    assert [value["colour"] for value in values] == [BLUE, STRONG, BLUE]


def places_of(words, svg):
    """How far from the left of the picture's bars each of the words is written."""
    found = re.findall(r'<text text-anchor="end" transform="translate\(([\d.]+),[\d.]+\)"[^>]*>([^<]*)<', svg)
    return {float(across) for across, text in found if text in words}


def test_values_stand_in_one_column_whatever_the_bar():
    drawn = bars(bars=[Bar("Saved", -120), Bar("Spent", 80)], reference=None, unit=COUNT)
    assert drawn.spec(520)["layer"][0]["encoding"]["x"]["scale"]["domain"] == [-120, 80]
    assert len(places_of({"−120", "80"}, drawn.wide.svg)) == 1


@pytest.mark.parametrize("empty", [[], [Bar("Alder", 0)], [Bar("Alder", None)]])
def test_nothing_to_show_is_still_a_picture(empty):
    assert bars(bars=empty, reference=None).wide.height > 0


def test_markup_in_a_name_stays_text():
    drawn = bars(bars=[Bar("<script>alert(1)</script>", 1)])
    assert "<script" not in drawn.wide.svg
    assert "<script" not in render_to_string("daccom/chart.html", {"chart": drawn})


def test_lines_need_a_value_for_each_month():
    with pytest.raises(ValueError, match="a value, or None, for each point"):
        lines(series={"Budget": [1]})


def test_more_lines_than_can_be_read_are_refused():
    with pytest.raises(ValueError, match="6 lines cannot be read; 5 at most"):
        lines(series={str(place): [1, 2] for place in range(6)})


def test_the_same_chart_is_drawn_once(monkeypatch):
    drawn = []
    draw = picture._draw
    monkeypatch.setattr(picture, "_draw", lambda spec: drawn.append(spec) or draw(spec))
    for _ in range(3):
        assert picture_of(bars().spec(520)).width == 520
    assert len(drawn) == 1


def test_a_changed_figure_is_drawn_anew():
    assert bars().wide.svg != bars(bars=[Bar("Alder", 71.3)]).wide.svg


def test_a_picture_without_a_size_is_refused(monkeypatch):
    monkeypatch.setattr(picture, "_draw", lambda spec: "<svg></svg>")
    with pytest.raises(ValueError, match="does not say its size"):
        picture_of({})


def test_a_chart_fetches_nothing():
    spec = {**bars().spec(520), "data": {"url": "http://127.0.0.1:9/figures.json"}}
    with pytest.raises(ValueError, match="(?i)denied|not allowed|failed"):
        picture_of(spec)


def test_a_page_shows_picture_sentence_and_table():
    html = render_to_string("daccom/chart.html", {"chart": bars()})
    assert "Birch refers most." in html
    assert 'alt="Bar chart: Referrals per 1,000. Its figures are in the table that follows."' in html
    assert re.search(r'<th scope="row"[^>]*>Alder</th>', html)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [BLUE, STRONG, *SERIES])
def test_colours_stand_out_three_to_one_from_white(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 3
