"""Markdown to safe HTML whose headings fit."""

import pytest

from daccom.markdown import to_html


def test_plain_words_are_a_paragraph():
    assert to_html("Care & cure") == "<p>Care &amp; cure</p>\n"


def test_nothing_is_nothing():
    assert to_html("") == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a*", "<em>a</em>"),
        ("- a\n- b", "<li>b</li>"),
        ("3. a", '<ol start="3">'),
        ("|x|y|\n|-|-|\n|1|2|", '<th scope="col">x</th>'),
        ("[NHS](https://nhs.uk)", '<a href="https://nhs.uk" rel="noopener noreferrer">NHS</a>'),
    ],
)
def test_marks_become_elements(text, html):
    assert html in to_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src="x" onerror="alert(1)">',
        "![x](https://nhs.uk/x.png)",
        "|a|\n|:-:|\n|<b onclick=x>|",
    ],
)
def test_nothing_runs_or_loads(text):
    html = to_html(text)
    for harm in ("<script", 'href="javascript', "<img", "<b ", "style="):
        assert harm not in html


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("### a\n\n##### b\n\n### c", ["h2", "h3", "h2"]),
        ("# a\n\n## b", ["h2", "h3"]),
        ("#### b\n\n### a", ["h2", "h2"]),
    ],
)
def test_headings_start_at_the_top_and_skip_none(text, levels):
    html = to_html(text, 2)
    assert [part[:2] for part in html.split("<") if part.startswith("h")] == levels


def test_headings_stop_at_the_sixth_level():
    assert "<h6>b</h6>" in to_html("# a\n\n## b", 6)
