"""Forms about activity that comes as counts: choose a file, and post what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core import signing

from daccom.forms import NhsukForm
from practices.models import PCT
from referrals.summary_files import SummaryLine

SALT = "referrals.summaries"
OLDEST_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Checked:
    """A file that nothing is wrong with, on its way from the check to the posting through the page.

    `seen` says what stood in its months when it was checked: month, activity, pounds.
    """

    pct: int
    by: int
    file_name: str
    seen: list[tuple[str, int, str]]
    lines: list[SummaryLine]

    def sealed(self) -> str:
        """As text that only we can write."""
        lines = [
            [str(value) if isinstance(value, Decimal) else value for value in line] for line in self.lines
        ]
        return signing.dumps({**asdict(self), "lines": lines}, salt=SALT, compress=True)

    @classmethod
    def unsealed(cls, text: str) -> Checked:
        """Raises BadSignature for anything that we did not write, or wrote more than a day ago."""
        found = signing.loads(text, salt=SALT, max_age=OLDEST_SECONDS)
        lines = [SummaryLine._make([*line[:5], Decimal(line[5]), line[6]]) for line in found.pop("lines")]
        seen = [(month, activity, cost) for month, activity, cost in found.pop("seen")]
        return cls(**found, seen=seen, lines=lines)


class SummaryFileForm(NhsukForm):
    """One file for one PCT; nothing is stored of it before it is checked."""

    submit_text = "Check the file"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {}

    file = forms.FileField(
        label="File of counts",
        help_text="CSV or Excel (.xlsx), up to 5 MB and 20,000 rows. "
        "You see what it changes before anything is stored.",
        widget=forms.FileInput(attrs={"accept": ".csv,.gz,.xlsx"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )
    pct = forms.ModelChoiceField(PCT.objects.none(), label="PCT", empty_label=None)

    def __init__(self, *args: Any, pcts: Sequence[PCT], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pct"].queryset = PCT.objects.filter(pk__in=[pct.pk for pct in pcts]).order_by("name")  # type: ignore[attr-defined]
        if len(pcts) == 1:
            self.fields.pop("pct")


class SummaryPostForm(NhsukForm):
    """What was checked, as the page carried it."""

    submit_text = "Post these counts"

    checked = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "Choose the file again: what was checked did not arrive"},
    )

    def clean_checked(self) -> Checked:
        """What we checked ourselves, within the last day."""
        try:
            return Checked.unsealed(self.cleaned_data["checked"])
        except signing.BadSignature:
            raise forms.ValidationError("Choose the file again: it was checked more than a day ago") from None
