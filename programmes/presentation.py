"""How a plan's content is written out, on the page and in the PDF alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from daccom.formats import long_date, money, number
from daccom.markdown import to_html
from programmes.selectors.plans.blocks import Block, Cell, Column, SectionContent

NUMERIC = frozenset({"number", "money"})
LISTS = ("actions", "milestones", "outcomes")
LETTERS_A_LINE = 34
TALL = 14
"""Lines from which a row of Appendix 1 may break across pages: whole, it would leave half a page empty."""
NOTHING = format_html(
    '<span aria-hidden="true">{}</span><span class="nhsuk-u-visually-hidden">none</span>', "–"
)


def section_shown(section: SectionContent, *, level: int) -> dict[str, Any]:
    """A section for a template whose own heading is at `level`; what is inside comes one below."""
    return {
        "order": section["order"],
        "anchor": f"section-{section['order']}",
        "title": f"{section['number']} {section['heading']}".strip(),
        "completed_by": section["completed_by"],
        "body": to_html(section["body"], level + 1),
        "blocks": [block_shown(block) for block in section["blocks"]],
        "level": level,
        "inner_level": level + 1,
        "is_part": "." in section["number"],
        "is_wide": any(block["kind"] == "priorities" for block in section["blocks"]),
    }


def block_shown(block: Block) -> dict[str, Any]:
    """A table with its cells as HTML, or the priorities of Appendix 1 with their items as HTML."""
    if block["kind"] == "priorities":
        return {
            **block,
            "priorities": [_priority(priority) for priority in block["priorities"]],
            "source_notes": [
                {"code": priority["code"], "html": to_html(note)}
                for priority in block["priorities"]
                for note in priority["notes"]
            ],
        }
    columns = block["columns"]
    return {
        **block,
        "columns": [{**column, "numeric": column["kind"] in NUMERIC} for column in columns],
        "rows": [_cells(columns, row) for row in block["rows"]],
        "total": _cells(columns, block["total"], nothing=""),
    }


def moment(iso: str) -> str:
    """An ISO moment as people write it: 20 February 2009 at 10:15."""
    at = timezone.localtime(dt.datetime.fromisoformat(iso))
    return f"{long_date(at)} at {at:%H:%M}"


def _cells(
    columns: list[Column], row: list[Cell], nothing: SafeString | str = NOTHING
) -> list[dict[str, Any]]:
    return [
        {"html": _cell(column["kind"], value) or nothing, "numeric": column["kind"] in NUMERIC}
        for column, value in zip(columns, row, strict=False)
    ]


def _cell(kind: str, value: Cell) -> SafeString | str:
    """The value written out; empty when there is none."""
    if value is None:
        return ""
    if isinstance(value, list):
        return items_html(value)
    if kind == "money":
        return money(Decimal(value))
    if kind == "number":
        return number(Decimal(value))
    return to_html(str(value))


def items_html(texts: list[str]) -> SafeString:
    """Markdown texts as a list; one alone needs no bullet."""
    if len(texts) == 1:
        return to_html(texts[0])
    items = "".join(f"<li>{to_html(text)}</li>" for text in texts)
    return mark_safe(f"<ul>{items}</ul>") if items else SafeString("")


def _priority(priority: Mapping[str, Any]) -> dict[str, Any]:
    """The objective's first paragraph heads the priority; what follows stands below it."""
    heading, _, further = priority["objective"].partition("\n\n")
    return {
        **priority,
        "heading": heading,
        "further": to_html(further),
        "rows": [_row(row) for row in priority["rows"]],
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "lead": row["lead"] or NOTHING,
        "timescale": row["timescale"] or NOTHING,
        "is_tall": any(_lines(row[name]) > TALL for name in LISTS),
        **{name: items_html(row[name]) or NOTHING for name in LISTS},
    }


def _lines(texts: list[str]) -> int:
    """About how many printed lines a column of Appendix 1 takes."""
    return sum(len(line) // LETTERS_A_LINE + 1 for text in texts for line in text.splitlines())
