"""Sends a file so that a browser saves it and keeps no copy."""

from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(content: bytes, file_name: str) -> HttpResponse:
    """The file as an attachment; its kind comes from the name's ending."""
    kind = KINDS.get(PurePath(file_name).suffix, "application/octet-stream")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, file_name) or "attachment"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
