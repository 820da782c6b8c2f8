"""What a page, or a PDF, shows as a chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from daccom.charts.picture import Picture, picture_of
from daccom.charts.theme import Spec

WIDE, NARROW, LARGE = 520, 260, 900
"""Chosen so that 13-pixel type stays above 12 in a dashboard panel and on a phone of 320 pixels."""


@dataclass(frozen=True)
class Chart:
    """A picture at two widths, its table (headers, and rows as they read), and its sentence.

    Include it: {% include "daccom/chart.html" with chart=chart %}. `sentence` says what the
    reader should see, in full: it stands in for the picture. `is_large`: on a page of its own it also has
    a picture that fills a wide screen.
    """

    kind: str
    title: str
    sentence: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    spec: Callable[[int], Spec]
    is_large: bool = False

    @property
    def alt(self) -> str:
        """The picture's text alternative: what it is, and where its figures are."""
        return f"{self.kind}: {self.title}. Its figures are in the table that follows."

    @cached_property
    def wide(self) -> Picture:
        """The picture for a page on a screen, or in print."""
        return picture_of(self.spec(WIDE))

    @cached_property
    def narrow(self) -> Picture:
        """The picture for a phone, drawn anew so that its words stay large."""
        return picture_of(self.spec(NARROW))

    @cached_property
    def large(self) -> Picture | None:
        """The picture for a wide screen; None for charts that stand in panels."""
        return picture_of(self.spec(LARGE)) if self.is_large else None
