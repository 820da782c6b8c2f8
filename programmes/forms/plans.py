"""What people type about a plan: a section's text, a signature."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest

from daccom.forms import NhsukForm
from practices.models import User

LONGEST_BODY = 50_000


class SectionForm(NhsukForm):
    """A section's text and the edition it was written over."""

    submit_text = "Save this section"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"body": {"rows": 20, "label_size": "m"}}

    body = forms.CharField(
        label="Text of the section",
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text="Leave a blank line between paragraphs. Begin a line with - for a list, ### for a heading.",
        error_messages={"max_length": f"The text must be {LONGEST_BODY:,} characters or fewer"},
    )
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        """Browsers send line ends of two characters; one is stored."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").strip()


class SendForm(NhsukForm):
    """The edition that the sender has seen."""

    submit_text = "Send for signature"
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SignForm(NhsukForm):
    """A full name, the account's password, and the digest of what was read.

    The password goes through allauth, which counts failures by account and by address as it does at sign-in.
    """

    submit_text = "Sign the plan"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"typed_name": {"autocomplete": "name"}}

    typed_name = forms.CharField(
        label="Your full name", max_length=100, help_text="As it stands in your account."
    )
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    content_sha256 = forms.RegexField("^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = user

    def clean_typed_name(self) -> str:
        """The signature is the account's own name, in any case and spacing."""
        typed = " ".join(str(self.cleaned_data["typed_name"]).split())
        own = " ".join(self.user.name.split())
        if typed.casefold() != own.casefold():
            raise forms.ValidationError(f"Your full name must be {own}, as in your account")
        return typed

    def clean_password(self) -> str:
        """Raises ValidationError for a wrong password and, after too many of them, for any."""
        password = str(self.cleaned_data["password"])
        found = get_adapter().authenticate(self.request, email=self.user.email, password=password)
        if found is None or found.pk != self.user.pk:
            raise forms.ValidationError("The password is not right")
        return password
