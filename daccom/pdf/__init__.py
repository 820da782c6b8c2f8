"""HTML to an accessible PDF. The libraries take most of a second to import, so only who prints pays."""

from io import BytesIO


def render_pdf(html: str) -> bytes:
    """The PDF of a document made from templates/pdf/base.html.

    Language and title come from the document's <html lang> and <title>. Static files and data:
    addresses are read, nothing else is. Raises engine.Unreachable when the document asks for more.
    """
    from daccom.pdf.engine import write

    return write(html)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])
