"""Markdown as people write it in a plan, to HTML that is safe and whose headings fit below the page's own."""

from collections.abc import Sequence
from functools import lru_cache

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

PLAIN = frozenset("*_`[]<>#!|\\&~\n")
"""Characters that may mean something in Markdown, wherever they stand."""
LIST_STARTS = ("-", "+", "=", *"0123456789", " ", "\t")
TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "a"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto"}
LOWEST = 6

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=4096)
def to_html(text: str, top: int = 2) -> SafeString:
    """The HTML of a Markdown text; its highest headings become level `top` and none is skipped below."""
    if not text.startswith(LIST_STARTS) and PLAIN.isdisjoint(text):
        return mark_safe(f"<p>{escape(text)}</p>\n") if text else SafeString("")
    tokens = _parser.parse(text)
    _fit_headings(tokens, top)
    _scope_headers(tokens)
    html = _parser.renderer.render(tokens, _parser.options, {})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES))


def _fit_headings(tokens: Sequence[Token], top: int) -> None:
    """The levels used, whatever they are, become top, top + 1 and so on."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    level_of = {tag: top + rank for rank, tag in enumerate(sorted({token.tag for token in headings}))}
    level = top - 1
    for token in headings:
        level = min(level_of[token.tag], level + 1, LOWEST) if token.nesting > 0 else level
        token.tag = f"h{level}"


def _scope_headers(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type == "td_open":
            token.attrs = {}
