"""A spreadsheet of posted spend, and what it said carried from the look to the posting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core import signing

from budgets.services.spend_files import FileLine
from daccom.calendar import Month
from daccom.forms import NhsukForm


class SpendFileForm(NhsukForm):
    """The file; nothing is stored of it before it was looked at."""

    submit_text = "Read the file"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {}

    file = forms.FileField(
        label="Your file",
        help_text="CSV or Excel (.xlsx), up to 2 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )


def sealed(lines: Iterable[FileLine], file_name: str, place: str) -> str:
    """What a file would change, as one text that only we can have written, for the group and year `place`."""
    packed = [
        [
            line.practice,
            line.category,
            line.month.slug,
            None if line.seen is None else str(line.seen),
            str(line.amount),
        ]
        for line in lines
    ]
    return signing.dumps([file_name, packed], salt=f"spend {place}", compress=True)


def unsealed(text: str, place: str) -> tuple[str, list[FileLine]]:
    """The reverse of `sealed`. Raises ValueError for anything that it did not write for this place."""
    try:
        file_name, packed = signing.loads(text, salt=f"spend {place}")
        return file_name, [
            FileLine(
                practice,
                category,
                Month(dt.date.fromisoformat(f"{month}-01")),
                None if seen is None else Decimal(seen),
                Decimal(amount),
            )
            for practice, category, month, seen, amount in packed
        ]
    except signing.BadSignature as error:
        raise ValueError("not what was read") from error
