"""The check digit of NHS numbers, asked of the database: many rows without fetching one."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Func

_SUM = " + ".join(f"CAST(SUBSTR({{0}}, {place}, 1) AS INTEGER) * {11 - place}" for place in range(1, 11))
"""Ten digits weighted 10 to 1: with the right check digit the sum is a multiple of 11."""


class IsValidNumber(Func):
    """Whether a text column holds ten digits whose check digit is right; as nhs_number_is_valid says."""

    output_field = BooleanField()
    conditional = True

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._as_sql(compiler, connection, "LENGTH({0}) = 10 AND {0} NOT GLOB '*[^0-9]*'")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._as_sql(compiler, connection, "{0} ~ '^[0-9]{{10}}$'")

    def _as_sql(self, compiler: Any, connection: Any, shape: str) -> Any:
        """CASE keeps the cast away from what is no digit."""
        template = f"(CASE WHEN {shape} THEN ({_SUM}) %%%% 11 = 0 ELSE FALSE END)"
        return self.as_sql(compiler, connection, template=template.format("%(expressions)s"))
