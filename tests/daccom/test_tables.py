"""Lists come out as one NHS.UK table: captioned, scoped, sortable, and paged."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django_tables2 import RequestConfig

from daccom.gallery.tables import ROWS, PracticeTable
from daccom.tables import Column, LinkColumn, NumberColumn, Table


def draw(table: Table, address: str = "/") -> str:
    template = Template("{% load django_tables2 %}{% render_table table %}")
    return template.render(Context({"table": table, "request": RequestFactory().get(address)}))


def practices(address: str = "/", per_page: int = 10, **kwargs) -> str:
    table = PracticeTable(ROWS, caption="Practices", **kwargs)
    RequestConfig(RequestFactory().get(address), paginate={"per_page": per_page}).configure(table)
    return draw(table, address)


def test_the_table_has_its_caption_and_names_the_region_that_scrolls():
    html = practices()
    assert 'role="region" aria-labelledby="practicetable-caption" tabindex="0"' in html
    assert re.search(r'<caption[^>]*id="practicetable-caption">Practices</caption>', html)


def test_headings_have_a_scope_and_the_first_column_heads_each_row():
    html = practices()
    assert html.count('scope="col"') == 8
    assert html.count('scope="row"') == len(ROWS) + 1  # and the total


def test_another_column_may_head_the_rows():
    class ByTown(PracticeTable):
        row_header = "town"

    assert re.search(r'<th scope="row"[^>]*>Berkhamsted</th>', draw(ByTown(ROWS)))


def test_money_dates_and_shares_are_written_our_way():
    html = practices()
    assert re.search(r"<td[^>]*numeric[^>]*>£1,131,000</td>", html)
    assert "3 February 2009" in html
    assert "January 2009" in html
    assert "−3.5%" in html
    assert re.search(r"nhsuk-tag--red[^>]*>\s*late", html)


def test_an_absent_value_is_a_dash_with_a_word():
    assert '<span class="nhsuk-u-visually-hidden">none</span>' in practices()


def test_the_footer_adds_up():
    assert re.search(r'<th scope="row"[^>]*>Total</th>', practices())
    assert f"{sum(row['patients'] for row in ROWS):,}" in practices()


def test_an_empty_table_says_so_and_totals_nothing():
    html = draw(PracticeTable([], caption="Late practices"))
    assert "There is nothing here yet." in html
    assert "<tfoot" not in html


def test_sort_links_say_what_they_do():
    html = practices(prefix="p-")
    assert "?p-sort=town" in html
    assert "Town<span" in html
    assert ": sort “Practices” ascending" in html


@pytest.mark.parametrize(
    ("asked", "state", "following"),
    [("town", "ascending", "descending"), ("-town", "descending", "ascending")],
)
def test_a_sorted_column_says_which_way(asked, state, following):
    html = practices(f"/?sort={asked}")
    assert f'data-sort aria-sort="{state}"' in html
    assert f'Town<span class="nhsuk-u-visually-hidden">: sort “Practices” {following}' in html


def test_a_column_that_does_not_sort_is_no_link():
    assert re.search(r"<th[^>]*>Month</th>", practices())


def test_pages_are_linked_and_keep_the_rest_of_the_address():
    html = practices("/?town=Tring&page=2", per_page=3)
    assert 'href="?town=Tring&amp;page=3"' in html
    assert 'href="?town=Tring&amp;page=1"' in html
    assert 'aria-label="Page 2 of “Practices”"' in html
    assert 'aria-current="page"' in html


def test_the_last_page_has_no_next():
    html = practices("/?page=3", per_page=3)
    assert 'rel="prev"' in html
    assert 'rel="next"' not in html


def test_many_pages_leave_some_out():
    table = PracticeTable(ROWS * 10, caption="Practices")
    RequestConfig(RequestFactory().get("/"), paginate={"per_page": 2}).configure(table)
    assert "nhsuk-pagination__item--ellipsis" in draw(table)


def test_one_page_needs_no_links():
    assert "nhsuk-pagination" not in practices()
    assert "nhsuk-pagination" not in draw(PracticeTable(ROWS))


class Links(Table):
    name = LinkColumn(url_of=lambda row: "/x/?a=1&b=2", hidden_of=lambda row: row["who"])
    rate = NumberColumn(places=1, attrs={"td": {"data-kind": "rate"}})
    note = Column()


def test_values_are_escaped_and_links_told_apart():
    row = {"name": "<b>Open</b>", "who": "<i>Alder</i>", "rate": Decimal("7.25"), "note": "<script>"}
    html = draw(Links([row], caption="<u>Links</u>"))
    assert "&lt;b&gt;Open&lt;/b&gt;" in html
    assert '<span class="nhsuk-u-visually-hidden"> &lt;i&gt;Alder&lt;/i&gt;</span>' in html
    assert "&lt;u&gt;Links&lt;/u&gt;" in html
    assert "<script" not in html


def test_a_column_keeps_attributes_of_its_own():
    html = draw(Links([{"name": "Open", "who": "", "rate": 7.25, "note": ""}], caption="Links"))
    assert re.search(r'<td[^>]*data-kind="rate"[^>]*>7\.3</td>', html)


def test_a_month_is_shown_by_its_name():
    assert "March 2008" in draw(PracticeTable([{**ROWS[0], "month": date(2008, 3, 1)}]))
