"""What a receipt says about time, and what comes next: the same words on the page and in the mail."""

from __future__ import annotations

from daccom.formats import long_date, plural
from referrals.selectors.months import PracticeMonth


def in_time_words(month: PracticeMonth) -> str:
    """How the first submission stands to the due day; the due day itself is on time."""
    due = f"due {long_date(month.due_on)}"
    if month.days_late:
        return f"{plural(month.days_late, 'day')} late: {due}"
    if month.is_by_extension:
        return f"On time by extension: {due}, for the group {long_date(month.period.due_on)}"
    return f"On time: {due}"


def next_words(month: PracticeMonth) -> str:
    """What the practice has to do now, if anything."""
    if month.status == "accepted":
        return "This return is accepted; there is nothing left to do."
    if month.status == "queried":
        return (
            "The group asks you a question about it. Answer it and send the return again by "
            f"{long_date(month.closes_on)}."
        )
    return (
        "Nothing for now. Your group reads the return. It accepts it, or asks you a question: then it shows "
        "under “What needs you” when you sign in."
    )
