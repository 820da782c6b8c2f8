"""HTML to an accessible PDF. WeasyPrint takes most of a second to import, so only who prints pays for it."""


def render_pdf(html: str) -> bytes:
    """The PDF of a document made from templates/pdf/base.html.

    Language and title come from the document's <html lang> and <title>. Static files and data:
    addresses are read, nothing else is. Raises engine.Unreachable when the document asks for more.
    """
    from daccom.pdf.engine import write

    return write(html)
