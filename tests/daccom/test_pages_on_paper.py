"""A page as a document: its words and figures, without what only a screen needs."""

from __future__ import annotations

from daccom.pdf import page_count, render_pdf
from daccom.pdf.pages import document_of

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Dashboard of Dacorum – DacCom PBC</title></head>
<body><header>Menu</header><main id="maincontent">{}</main><footer>Foot</footer></body></html>"""


def body(html):
    return document_of(PAGE.format(html)).partition("<main>")[2].partition("</main>")[0]


def test_the_title_is_that_of_the_page_without_the_service():
    assert "<title>Dashboard of Dacorum</title>" in document_of(PAGE.format("<h1>Dacorum</h1>"))


def test_only_the_main_part_is_printed():
    assert body("<h1>Dacorum</h1>") == "<h1>Dacorum</h1>"


def test_links_are_words():
    assert body('<p>See <a href="/budgets/">budgets</a>.</p>') == "<p>See <span>budgets</span>.</p>"


def test_a_paragraph_of_nothing_but_a_link_goes():
    assert body('<p>One</p><p> <a href="/all/">All of them</a></p><p>Two</p>') == "<p>One</p><p>Two</p>"


def test_forms_menus_and_hidden_words_are_left_out():
    left = (
        "<form><p>Pick</p><button>Show</button></form><nav><ul><li>1</li></ul></nav>"
        '<script src="/x.js"></script><div class="app-exports"><p>CSV</p></div>'
        '<b>3<span class="nhsuk-u-visually-hidden"> of 4<br></span></b>'
    )
    assert body(left) == "<b>3</b>"


def test_details_are_open():
    html = body('<details class="x"><summary>More</summary><div id="a"><p>Words</p></div></details>')
    assert html == '<div id="a"><p>Words</p></div>'


def test_the_picture_is_the_one_for_print():
    html = body(
        '<picture><source media="screen and (min-width: 9rem)" srcset="large">'
        '<source media="print" srcset="wide">'
        '<img src="narrow" alt="Bars" width="260"></picture><img src="other" alt="">'
    )
    assert html == '<img src="wide" alt="Bars"><img src="other" alt="">'


def test_text_and_attributes_stay_escaped():
    html = body('<p title="a &quot;b&quot;" onclick="x()">1 &lt; 2 &amp; 3</p>')
    assert html == '<p title="a &quot;b&quot;">1 &lt; 2 &amp; 3</p>'


def test_it_makes_a_pdf():
    html = PAGE.format('<h1>Dacorum</h1><table><caption>C</caption><tr><th scope="row">A</th></tr></table>')
    assert page_count(render_pdf(document_of(html))) == 1
