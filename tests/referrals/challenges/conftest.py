"""What only PostgreSQL can show is not collected elsewhere."""

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_concurrency.py"]
