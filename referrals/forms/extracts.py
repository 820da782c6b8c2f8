"""Forms about HIDAS extracts: choose a file, say why it is rejected, say what its columns are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat

from daccom.forms import NhsukForm
from practices.models import PCT
from referrals.hidas.layout import COLUMNS, NAMES, Column, normal
from referrals.models import ColumnMapping


class UploadForm(NhsukForm):
    """One file for one PCT, in our layout or another one that was saved."""

    file = forms.FileField(
        label="HIDAS extract",
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty. Choose a file with a header row and episodes",
            "missing": "The file has no name. Choose it again",
            "invalid": "The file did not arrive. Choose it again",
        },
    )
    pct = forms.ModelChoiceField(PCT.objects.none(), label="PCT", empty_label=None)
    mapping = forms.ModelChoiceField(
        ColumnMapping.objects.none(), label="Layout", required=False, empty_label="HIDAS, as described below"
    )

    def __init__(self, *args: Any, pcts: Sequence[PCT], largest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [pct.pk for pct in pcts]
        self.fields["pct"].queryset = PCT.objects.filter(pk__in=ids).order_by("name")  # type: ignore[attr-defined]
        mappings = ColumnMapping.objects.filter(pct__in=ids)
        self.fields["mapping"].queryset = mappings  # type: ignore[attr-defined]
        self.fields["file"].help_text = (
            f"CSV, also packed with gzip, up to {filesizeformat(largest)}; "
            "or an Excel workbook (.xlsx) of up to 50,000 rows."
        )
        self.fields["file"].widget.attrs |= {
            "accept": ".csv,.gz,.txt,.xlsx",
            "data-largest": str(largest),
            "data-largest-words": filesizeformat(largest),
        }
        if len(pcts) == 1:
            self.fields.pop("pct")
        if not mappings.exists():
            self.fields.pop("mapping")

    def clean_mapping(self) -> ColumnMapping | None:
        """A mapping belongs to one PCT."""
        mapping: ColumnMapping | None = self.cleaned_data["mapping"]
        pct = self.cleaned_data.get("pct")
        if mapping and pct and mapping.pct_id != pct.pk:
            raise forms.ValidationError(f"“{mapping}” is a layout of another PCT. Choose one of {pct}")
        return mapping


class RejectForm(NhsukForm):
    """Why a file is not loaded."""

    submit_text = "Reject the file"

    reason = forms.CharField(
        label="What is wrong with the file?",
        help_text="Kept with the file. Do not write about single patients.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MappingForm(NhsukForm):
    """For each of our columns the header that the file gives it, and a name for the whole."""

    submit_text = "Save and check again"

    name = forms.CharField(
        label="Name of this layout",
        help_text="Such as the system it comes from; next time it can be chosen with the file.",
        max_length=60,
    )

    def __init__(self, *args: Any, headers: Sequence[str], known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers = headers
        choices = [("", "Not in the file"), *((header, header) for header in headers)]
        for column in sorted(COLUMNS, key=lambda column: not column.required):
            self.fields[column.name] = forms.ChoiceField(
                label=_label(column),
                help_text=column.meaning,
                choices=choices,
                required=column.required,
                initial=known.get(column.name) or _guess(column.name, headers),
                error_messages={"required": f"Select the column that holds {column.name}"},
            )

    def clean(self) -> dict[str, Any]:
        """No column of the file can be two of ours."""
        cleaned: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for name in NAMES:
            header = cleaned.get(name)
            if header and (other := taken.setdefault(header, name)) != name:
                self.add_error(name, f"“{header}” is chosen for {other} already. Choose another column")
        return cleaned

    @property
    def columns(self) -> dict[str, str]:
        """Our names to theirs, for the columns that the file has."""
        return {name: self.cleaned_data[name] for name in NAMES if self.cleaned_data.get(name)}


def _label(column: Column) -> str:
    return column.name if column.required else f"{column.name} (optional)"


def _guess(name: str, headers: Sequence[str]) -> str:
    """The header that reads like our name, or like the beginning of it; none when no header does."""
    ours = normal(name)
    same = (header for header in headers if normal(header) == ours)
    alike = (header for header in headers if normal(header) and ours.startswith(normal(header)))
    return next(same, None) or next(alike, "")
