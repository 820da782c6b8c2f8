"""Structured logs: one JSON object a line, events and ids, never a name or number of a patient."""

import json
import logging
import re
from typing import Any

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "sinfo"}
NHS_NUMBER = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")


class JsonFormatter(logging.Formatter):
    """Writes the event, its `extra` fields and the exception; anything like an NHS number is struck out."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        event |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return NHS_NUMBER.sub("[number withheld]", json.dumps(event, default=str))


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, as JSON, from `level` up."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "daccom.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "weasyprint": {"level": "WARNING"},  # else a line for each page and pass
        },
    }
