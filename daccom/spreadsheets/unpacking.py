"""Packed files are judged while they unfold, so a small bomb never becomes a large one."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from daccom.spreadsheets import refusing
from daccom.spreadsheets.sheets import Limits

PIECE = 256 * 1024
OVERLAP = 16  # longer than any mark we look for, so that none hides across two pieces
FLAG_ENCRYPTED = 0x1
DEFINITIONS = (b"<!DOCTYPE", b"<!ENTITY")
OTHER_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)


def unzipped(content: bytes, limits: Limits) -> bytes:
    """What a gzip file holds, all its members; Refused when too much, cut short or damaged."""
    found = bytearray()
    while content:
        reader = zlib.decompressobj(wbits=31)
        while not reader.eof:
            try:
                piece = reader.decompress(content, PIECE)
            except zlib.error:
                raise refusing.truncated() from None
            found += piece
            if len(found) > limits.unpacked:
                raise refusing.bomb()
            content = reader.unconsumed_tail
            if not content and not piece and not reader.eof:
                raise refusing.truncated()
        content = reader.unused_data.lstrip(b"\0")
    return bytes(found)


def checked_archive(content: bytes, limits: Limits) -> ZipFile:
    """The archive of a workbook, when nothing in it is large, hidden, encrypted or able to run."""
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, NotImplementedError):
        raise refusing.truncated() from None
    members = archive.infolist()
    # Python never reads more of a member than its directory entry declares: the declared sizes bound it.
    if len(members) > limits.members or sum(member.file_size for member in members) > limits.unpacked:
        raise refusing.bomb()
    if any("vbaproject" in member.filename.lower() for member in members):
        raise refusing.macros()
    if any(member.flag_bits & FLAG_ENCRYPTED for member in members):
        raise refusing.encrypted()
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise refusing.other_kind()
    for member in members:
        _check_xml(archive, member)
    return archive


def _check_xml(archive: ZipFile, member: ZipInfo) -> None:
    """Refuses what makes an XML reader fetch or multiply: definitions, and encodings that could hide them."""
    if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    try:
        with archive.open(member) as part:
            before = b""
            while piece := part.read(PIECE):
                seen = before + piece
                if not before and OTHER_ENCODING.search(seen[:500]):
                    raise refusing.unsafe_xml()
                if b"\0" in seen or any(mark in seen for mark in DEFINITIONS):
                    raise refusing.unsafe_xml()
                before = seen[-OVERLAP:]
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise refusing.damaged() from None
