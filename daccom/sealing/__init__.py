"""Seals PDFs. pyHanko takes most of a second to import, so only who seals pays for it."""


def seal(pdf: bytes, *, reason: str) -> bytes:
    """The PDF with a PAdES signature that forbids every later change; see engine.seal for its errors."""
    from daccom.sealing import engine

    return engine.seal(pdf, reason=reason)


def is_intact(pdf: bytes) -> bool:
    """Whether the PDF carries our seal and no byte changed since."""
    from daccom.sealing import engine

    return engine.is_intact(pdf)
