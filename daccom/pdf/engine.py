"""HTML to an accessible PDF (PDF/UA-1): tagged, titled, in English, from nothing but what it is given."""

import gc
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE_URL = "http://static.invalid/"
"""What addresses in a document are relative to: a name that no network has, and none is asked."""


class Unreachable(FatalURLFetchingError):
    """A document asked for something that is neither in it nor one of our static files."""


def _static_file(path: str) -> Path:
    """The file behind a static address, hashed or not."""
    name = unquote(path.removeprefix(settings.STATIC_URL))
    found = finders.find(name)
    collected = Path(staticfiles_storage.path(name)) if not found and settings.STATIC_ROOT else None
    if found:
        return Path(found)
    if collected and collected.is_file():
        return collected
    raise Unreachable(f"no static file {name}")


class ClosedFetcher(URLFetcher):
    """Fetches data: addresses and our own static files, and stops at anything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The content behind `url`. Raises Unreachable, which ends the rendering, for other addresses."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if not url.startswith(BASE_URL.rstrip("/") + settings.STATIC_URL):
            raise Unreachable(f"a PDF may not fetch from {urlsplit(url).netloc or url}")
        file = _static_file(urlsplit(url).path)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})


@cache
def _fonts() -> FontConfiguration:
    """The fonts of the machine, looked up once."""
    return FontConfiguration()


@contextmanager
def _few_collections() -> Iterator[None]:
    """What layout makes lives to its end: looking for garbage in it would cost a third of the time."""
    thresholds = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def write(html: str) -> bytes:
    """The PDF/UA-1 of a document. Raises Unreachable when it asks for more than its own files."""
    with _few_collections():
        document = HTML(string=html, base_url=BASE_URL, url_fetcher=ClosedFetcher())
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", font_config=_fonts())
    return pdf
