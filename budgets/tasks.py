"""What beat starts at night for money: safe to run twice, and in any order."""

from celery import shared_task

from budgets.services.forecasts import record_settled_forecasts
from daccom import calendar


@shared_task
def record_forecasts() -> int:
    """Keep what every group forecast for the newest settled month; how many rows are new."""
    return record_settled_forecasts(today=calendar.today())
