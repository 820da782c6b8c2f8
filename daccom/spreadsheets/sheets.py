"""What comes out of an uploaded file, and how much of it we are ready to read."""

from dataclasses import dataclass

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """Headers without the space around them, and rows of text as wide as the headers.

    Each row comes with the line it starts on, counted from 1, as a person's editor or Excel counts.
    """

    headers: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes; `ratio` is how much larger than the packed file its contents may be."""

    largest: int = 5_000_000
    rows: int = 50_000
    columns: int = 200
    line: int = 100_000
    ratio: int = 20
    members: int = 1_000

    @property
    def unpacked(self) -> int:
        """The most bytes that a packed file may unfold into."""
        return self.largest * self.ratio
