"""A PDF is tagged, titled, in English, numbered, and made from nothing but what it is given."""

import gc
import io

import pikepdf
import pytest
from django.template import Context, Template
from pypdf import PdfReader

from daccom.gallery.pictures import charts
from daccom.pdf import render_pdf
from daccom.pdf.engine import Unreachable

PLAN = """{% extends "pdf/base.html" %}
{% block title %}Plan 2008/09{% endblock %}
{% block running_head %}DacCom plan{% endblock %}
{% block cover %}<section class="cover"><h1>Plan 2008/09</h1></section>{% endblock %}
{% block contents %}<nav class="contents"><h2>Contents</h2><ol>
<li><a href="#s1">1 Practices</a></li><li><a href="#s2">2 Board</a></li></ol></nav>{% endblock %}
{% block content %}<section class="section" id="s1"><h2>1 Practices</h2>
<table><caption>Lists</caption><thead><tr><th scope="col">Practice</th></tr></thead>
<tbody><tr><th scope="row">Alder</th></tr></tbody></table>{% include "pdf/chart.html" %}</section>
<section class="section" id="s2"><h2>2 Board</h2><p>Erin chairs.</p></section>{% endblock %}"""


def plan(*, draft: bool) -> bytes:
    return render_pdf(Template(PLAN).render(Context({"draft": draft, "chart": charts()[0]})))


@pytest.fixture(scope="module")
def signed(django_db_blocker) -> bytes:
    return plan(draft=False)


def page_texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_it_says_that_it_is_accessible(signed):
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Plan 2008/09"


def tags(node: pikepdf.Object) -> set[str]:
    if not isinstance(node, pikepdf.Dictionary):
        return set()
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return {str(node.get("/S", ""))}.union(*(tags(kid) for kid in kids))


def test_headings_tables_and_pictures_are_tagged(signed):
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert {"/H1", "/H2", "/Table", "/TH", "/Caption", "/Figure", "/Link"} <= tags(
            pdf.Root.StructTreeRoot
        )


def test_the_picture_has_its_alternative_text(signed):
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        alts = [
            str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert any(alt.startswith("Bar chart: Referrals per 1,000") for alt in alts)


def test_pages_are_numbered_under_a_running_head(signed):
    texts = page_texts(signed)
    assert "Page" not in texts[0]
    for number, text in enumerate(texts[1:], start=2):
        assert f"Page {number} of {len(texts)}" in text
        assert "DacCom plan" in text


def test_the_contents_give_the_page_of_each_section(signed):
    contents = page_texts(signed)[1].replace(" ", "").replace(".", "")
    assert "1Practices3" in contents
    assert "2Board4" in contents


def test_sections_are_bookmarks(signed):
    outline = PdfReader(io.BytesIO(signed)).outline
    assert [item.title for item in outline if not isinstance(item, list)] == [
        "Contents",
        "1 Practices",
        "2 Board",
    ]


def test_a_draft_says_so_on_every_page():
    assert all("DRAFT" in text for text in page_texts(plan(draft=True)))


def test_what_is_signed_does_not_say_draft(signed):
    assert not any("DRAFT" in text for text in page_texts(signed))


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x.png",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "/secret/x.png",
        "/static/no-such-file.png",
        "/static/../manage.py",
    ],
)
def test_nothing_else_is_fetched(address):
    with pytest.raises((Unreachable, PermissionError)):
        render_pdf(f'<html lang="en"><title>T</title><img src="{address}" alt="x">')


def test_a_collected_static_file_is_found(settings, tmp_path):
    (tmp_path / "page.abc123.css").write_text("p { color: red }")
    settings.STATIC_ROOT = tmp_path
    html = '<html lang="en"><title>T</title><link rel="stylesheet" href="/static/page.abc123.css"><p>x'
    assert render_pdf(html).startswith(b"%PDF")


def test_the_collector_is_left_as_it_was():
    before = gc.get_threshold()
    with pytest.raises(Unreachable):
        render_pdf('<html lang="en"><title>T</title><img src="/x.png" alt="x">')
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
