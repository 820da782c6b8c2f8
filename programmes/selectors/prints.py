"""PDFs of dashboards that are kept for a day, each for the person who asked."""

from __future__ import annotations

from django.core.cache import cache

from practices.models import User

PRINT_JOB = "dashboard-pdf"
DOCUMENT, PDF = "print-of:", "print:"
DIGITS = 32


def print_key(user: User, file_name: str, sha256: str) -> str:
    """One person's PDF of one content: “7-daccom-2009-01-3f…”."""
    return f"{user.pk}-{file_name}-{sha256[:DIGITS]}"


def file_name_of(key: str) -> str:
    """The name under which the PDF is saved."""
    return f"{key.split('-', 1)[1].rpartition('-')[0]}.pdf"


def is_own(user: User, key: str) -> bool:
    """Whether this person asked for it: nobody else may see what they were shown."""
    return key.startswith(f"{user.pk}-")


def kept_for(user: User, key: str) -> bytes | None:
    """The PDF, for whoever asked for it and while it is kept."""
    pdf: bytes | None = cache.get(PDF + key) if is_own(user, key) else None
    return pdf
