"""Which tests of money a database cannot say anything about."""

from __future__ import annotations

from django.db import connection

# Threads that hold rows against each other say nothing on SQLite, which lets one writer in at a time.
collect_ignore = [] if connection.vendor == "postgresql" else ["test_money_concurrency.py"]
