"""Routes of the dashboard of a PCT across its groups."""

from __future__ import annotations

from typing import Any

from programmes.services.prints import request_print
from programmes.tasks import build_page_pdf
from tests.cast import Cast
from tests.sweeps.access import PCT_STAFF, Route
from tests.sweeps.routes_dashboard import JANUARY, READERS, _group_month, _practice_month


def _pct_month(cast: Cast) -> dict[str, Any]:
    """A month in which one group has something of everything, and the other nothing."""
    _group_month(cast)
    return {"pct": cast.pct.ods_code, "month": JANUARY}


def _own_pdf(cast: Cast) -> dict[str, Any]:
    """A PDF that the commissioner asked for, made."""
    job, key = request_print(page="<main><h1>January</h1></main>", file_name="5p4", by=cast.pat)
    if job:
        build_page_pdf(job.pk)
    return {"key": key}


ROUTES: dict[str, Route] = {
    "programmes:pct-dashboard-home": Route(PCT_STAFF | {"zoe"}),
    "programmes:pct-dashboard": Route(PCT_STAFF, _pct_month),
    "programmes:pct-dashboard-pdf": Route(PCT_STAFF, _pct_month, "post"),
    "programmes:dashboard-pdf": Route(READERS, _group_month, "post"),
    "programmes:practice-dashboard-pdf": Route(READERS, _practice_month, "post"),
    "programmes:page-pdf": Route(frozenset({"pat"}), _own_pdf),
}
