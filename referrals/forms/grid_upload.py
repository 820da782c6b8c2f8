"""A spreadsheet with the grid, to be read and checked."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from daccom.forms import NhsukForm


class GridUploadForm(NhsukForm):
    """The file; nothing is stored of it."""

    submit_text = "Read the file"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {}

    file = forms.FileField(
        label="Your file",
        help_text="CSV or Excel (.xlsx), up to 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )
