"""Logs are JSON and never carry an NHS number."""

import json
import logging
import sys

from daccom.logs import JsonFormatter, logging_settings


def line(message="return submitted", exc_info=None, **extra):
    record = logging.makeLogRecord(
        {"name": "referrals", "levelname": "INFO", "msg": message, "exc_info": exc_info}
    )
    vars(record).update(extra)
    return json.loads(JsonFormatter().format(record))


def test_an_event_carries_its_fields():
    event = line(monthly_return=7)
    assert (event["event"], event["logger"], event["monthly_return"]) == ("return submitted", "referrals", 7)


def test_an_nhs_number_is_struck_out_wherever_it_stands():
    assert "943" not in json.dumps(line("saw 943 476 5919", note="9434765919"))


def test_an_exception_is_kept_without_the_number():
    try:
        raise ValueError("bad 943-476-5919")
    except ValueError:
        event = line(exc_info=sys.exc_info())
    assert "ValueError: bad [number withheld]" in event["exception"]


def test_the_level_is_a_setting():
    assert logging_settings("WARNING")["root"]["level"] == "WARNING"
