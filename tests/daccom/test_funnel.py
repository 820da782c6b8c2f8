"""A funnel: its picture, its table, and names that do not lie on each other."""

from __future__ import annotations

import pytest

from daccom.charts.funnel import FunnelCurve, FunnelPoint, funnel_chart, funnel_spec
from daccom.charts.labels import LINE, placed
from daccom.charts.picture import picture_of

AT = [50.0, 100.0, 200.0]
CURVES = [
    FunnelCurve("95%", AT, [0.7, 0.8, 0.86], [1.3, 1.2, 1.14]),
    FunnelCurve("95%", AT, [0.6, 0.7, 0.76], [1.4, 1.3, 1.24], is_adjusted=True),
]
POINTS = [
    FunnelPoint("Alder", 164, 118.2, "High (0.001)", True),
    FunnelPoint("Birch", 96, 100.0, "As expected", False),
    FunnelPoint("Cedar", 60, 90.0, "Low (0.001)", True),
]


def chart(points=POINTS):
    return funnel_chart(title="Referrals", sentence="Alder is high.", points=points, curves=CURVES)


def test_the_table_has_every_point_the_highest_first():
    assert [row[0] for row in chart().rows] == ["Alder", "Birch", "Cedar"]
    assert chart().rows[0] == ("Alder", "164", "118.2", "1.39", "High (0.001)")


@pytest.mark.parametrize("width", [260, 520])
def test_only_points_outside_are_named(width):
    svg = picture_of(funnel_spec(POINTS, CURVES, width)).svg
    assert ["Alder" in svg, "Birch" in svg, "Cedar" in svg] == [True, False, True]


def test_the_picture_is_as_wide_as_asked():
    assert (chart().wide.width, chart().narrow.width) == (520, 260)


def test_nothing_outside_names_nobody():
    inside = [POINTS[1], FunnelPoint("Dogwood", 101, 100.0, "As expected", False)]
    assert "Dogwood" not in chart(inside).wide.svg


def test_points_in_one_place_are_drawn():
    assert chart([POINTS[0], POINTS[0]]).wide.svg


def test_adjusted_limits_are_dashed():
    layers = funnel_spec(POINTS, CURVES, 520)["layer"]
    assert [layer["mark"]["strokeDash"] for layer in layers[:4]] == [[1, 0], [1, 0], [6, 4], [6, 4]]


def labels(points, obstacles=()):
    return placed(points, (0, 100), (0, 10), (400, 300), obstacles)


def test_names_stand_beside_their_points():
    found = labels([("Alder", 10, 5), ("Birch", 95, 5)])
    assert [(one.words, one.side, one.y) for one in found] == [("Alder", "right", 5), ("Birch", "left", 5)]


def test_names_keep_off_each_other():
    found = labels([(f"Practice {number}", 50, 5 + number / 100) for number in range(4)])
    assert len({(one.side, round(one.y, 3)) for one in found}) == 4
    for side in ("left", "right"):
        heights = sorted(one.y * 30 for one in found if one.side == side)
        assert all(b - a >= LINE - 0.01 for a, b in zip(heights, heights[1:], strict=False))


def test_names_keep_off_other_points():
    free, kept_off = (labels([("Alder", 10, 5)], [(10, 5), *dots])[0] for dots in ([], [(14, 5)]))
    assert free.y == free.point
    assert kept_off.y != kept_off.point


def test_a_name_without_room_is_left_out():
    assert labels([("A name far too long for any picture of this size to hold in it", 50, 5)]) == []
