"""A number in plain digits that is no money: a percentage, a weight."""

from __future__ import annotations

import re
from typing import Any

from django import forms

PLAIN = re.compile(r"[0-9]*\.?[0-9]*")


class PlainNumberField(forms.DecimalField):
    """A number of 0 or more as people write it; a % sign and commas may be typed, 1e5 and ٣ are slips."""

    widget = forms.TextInput

    def to_python(self, value: object) -> Any:
        """The number as a Decimal."""
        typed = str(value or "").replace("%", "").replace(",", "").strip()
        if not PLAIN.fullmatch(typed):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(typed)
