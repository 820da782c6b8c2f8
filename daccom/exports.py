"""Every table of a page as a file: the page's own address with `?table=key&as=csv` (or xlsx).

The view lists its tables once; the same rows, read through the same rules, become the page and the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from daccom.spreadsheets import download, write_csv, write_xlsx
from daccom.spreadsheets.writing import Value

CSV, XLSX = "csv", "xlsx"


@dataclass(frozen=True)
class Export:
    """One table: `key` in its address, `title` in words; money as Decimal pounds, missing as None."""

    key: str
    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Value]]


@dataclass(frozen=True)
class ExportLinks:
    """Where one table is had as a file."""

    title: str
    csv_url: str
    xlsx_url: str


def export_links(request: HttpRequest, exports: Iterable[Export]) -> list[ExportLinks]:
    """For the include `daccom/exports.html`; what else the address asks for is kept."""
    return [
        ExportLinks(one.title, _address(request, one.key, CSV), _address(request, one.key, XLSX))
        for one in exports
    ]


def export_wanted(request: HttpRequest, exports: Iterable[Export], name: str) -> HttpResponse | None:
    """The file that the address asks for, called “name-key.csv”; None when it asks for the page.

    Raises Http404 for a table or a kind of file that is not there.
    """
    kind = request.GET.get("as")
    if kind is None:
        return None
    found = next((one for one in exports if one.key == request.GET.get("table")), None)
    if found is None or kind not in (CSV, XLSX):
        raise Http404
    file_name = f"{name}-{found.key}.{kind}"
    if kind == CSV:
        return download(write_csv(found.headers, found.rows), file_name)
    return download(write_xlsx(found.headers, found.rows, found.title[:31]), file_name)


def _address(request: HttpRequest, key: str, kind: str) -> str:
    query = request.GET.copy()
    query["table"], query["as"] = key, kind
    query.pop("page", None)
    return f"{request.path}?{query.urlencode()}"
