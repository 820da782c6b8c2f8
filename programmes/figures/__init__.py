"""The figures of a group's month: plain, whole, the same for every reader, and written down as JSON.

Selectors build them (programmes/selectors/figures.py), snapshots keep them, pages show what `reading` leaves
of them for a reader.
"""

from programmes.figures.codec import canonical, decode, digest, encode
from programmes.figures.group import LAYOUT, GroupFigures, from_json, to_json

__all__ = ["LAYOUT", "GroupFigures", "canonical", "decode", "digest", "encode", "from_json", "to_json"]
