"""Sending what nobody should type, and saying in words what it broke."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DataError, connection, transaction
from django.http import HttpResponse
from django.test import Client

NUL, ESCAPED_NUL = "\x00", "\\u0000"


@contextmanager
def no_nul_in_the_database() -> Iterator[None]:
    """PostgreSQL takes no NUL byte in a text; here no database does."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        values = [value for row in (params if many else [params]) for value in row or ()]
        if any(NUL in text or ESCAPED_NUL in text for text in values if isinstance(text, str)):
            raise DataError("a text with a NUL byte")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def broken(client: Client, method: str, address: str, data: dict[str, Any] | None = None) -> list[str]:
    """The request in words when it broke the page, else nothing; what it wrote is undone."""
    with transaction.atomic(), no_nul_in_the_database():
        try:
            response: HttpResponse = getattr(client, method)(address, data)
            said = str(response.status_code) if response.status_code >= 500 else ""
        except Exception as error:  # the test client raises where a server answers with a 500
            said = repr(error)
        transaction.set_rollback(True)
    return [f"{method.upper()} {address[:100]} {str(data or '')[:200]}: {said}"] if said else []
