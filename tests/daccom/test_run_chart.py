"""The run chart's picture: shapes for rules, gaps, steps, and its table."""

from __future__ import annotations

import pytest

from daccom.charts import COUNT, Limits, RunMark, run_chart
from daccom.charts.run import run_spec

KINDS = ("Outside the limits", "7 rising or falling")
LIMITS = Limits(20, 10, 30, 13.3, 26.7)
MARKS = [
    RunMark("Apr 08", 20, LIMITS),
    RunMark("May 08", None, LIMITS),
    RunMark("Jun 08", 35, LIMITS, kind=KINDS[0], flags="1"),
    RunMark("Jul 08", 50, Limits(50), stretch=1, flags="A"),
]


def layers(marks, width=520):
    return run_spec(marks, COUNT, KINDS, width)["layer"]


def mark_types(marks):
    return [layer["mark"]["type"] for layer in layers(marks)]


def chart(**changes):
    given = {
        "title": "Referrals",
        "sentence": "June stands out.",
        "marks": MARKS,
        "unit": COUNT,
        "kinds": KINDS,
        "headers": ("Month", "Referrals"),
        "rows": [("April 2008", "20")],
        "rule_set": "rules-1",
    }
    return run_chart(**{**given, **changes})


def test_it_has_gaps_lines_points_and_flags():
    assert mark_types(MARKS) == ["bar", "line", "point", "point", "rule", "text"]


def test_a_plain_month_needs_no_more_than_line_and_points():
    assert mark_types(MARKS[:1]) == ["line", "point"]


def test_each_rule_keeps_its_shape():
    special = [RunMark("Apr 08", 9, kind=KINDS[1])]
    shape = layers(special)[-1]["encoding"]["shape"]["scale"]
    assert shape == {"domain": [KINDS[1]], "range": ["triangle-up"]}


def test_limits_step_where_they_are_set_anew():
    values = run_spec(MARKS, COUNT, KINDS, 520)["data"]["values"]
    means = [(row["at"], row["part"], row["value"]) for row in values if row["line"] == "Mean"]
    assert means[-2:] == [("Jun 08", "mean 0", 20.0), ("Jul 08", "mean 1", 50.0)]


def test_the_axis_names_few_months_and_always_the_last():
    many = [RunMark(f"m{place}", 5) for place in range(34)]
    wide = layers(many)[0]["encoding"]["x"]["axis"]["values"]
    narrow = layers(many, 260)[0]["encoding"]["x"]["axis"]["values"]
    assert (wide[0], len(wide), narrow[0], len(narrow)) == ("m33", 6, "m33", 3)


def test_all_pictures_are_drawn_and_say_their_rules():
    drawn = chart()
    assert "Outside the limits" in drawn.wide.svg
    assert (drawn.wide.width, drawn.narrow.width, drawn.large.width) == (520, 260, 900)
    assert "rules-1" in drawn.alt


def test_a_rule_without_a_shape_is_refused():
    with pytest.raises(ValueError, match="no shape"):
        chart(kinds=KINDS[1:])
    with pytest.raises(ValueError, match="so many"):
        chart(kinds=tuple("abcdef"), marks=[])
