"""Accounts and roles, as an administrator types them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from daccom import calendar
from daccom.errors import Refused
from daccom.forms import DateField, NhsukForm
from daccom.forms.inputs import EmailField
from practices.models import ORGANISATION_KIND, Role
from practices.selectors.accounts import SHOWN
from practices.selectors.organisations import KINDS, Organisation, find_organisation

FIELD_OF = {
    "account.exists": "email",
    "role.held": "role",
    "role.account-closed": "role",
    "role.wrong-kind": "organisation",
    "role.practice-closed": "organisation",
    "role.ends-before-start": "ended_on",
}
"""The field beside which a refusal is shown; any other stands at the top."""


class AccountForm(NhsukForm):
    """Who gets an account."""

    submit_text = "Open the account and send the link"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"name": {"width": 20}, "email": {"width": 20}}

    name = forms.CharField(label="Full name", max_length=100)
    email = EmailField(label="Email address", help_text="The link to set a password goes there.")


class RoleForm(NhsukForm):
    """Which role, for which organisation, from when."""

    submit_text = "Give the role"
    presentation: ClassVar[dict[str, dict[str, Any]]] = {"organisation": {"width": 20}}

    role = forms.ChoiceField(label="Role", error_messages={"required": "Choose a role"})
    organisation = forms.CharField(
        label="Organisation",
        required=False,
        max_length=100,
        help_text="ODS code or part of the name, such as E82022 or Fernville. Empty for an administrator.",
    )
    started_on = DateField(label="First day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Choose a role"), *_role_choices()]  # type: ignore[attr-defined]
        self.fields["started_on"].initial = calendar.today

    def clean(self) -> dict[str, Any]:
        """Find the organisation that the words mean; `found` is None for a role of the whole service."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["found"] = None
        if "role" in cleaned and "organisation" in cleaned:
            try:
                cleaned["found"] = _found(cleaned["role"], cleaned["organisation"])
            except Refused as refused:
                self.add_error("organisation", str(refused))
        return cleaned


class EndRoleForm(NhsukForm):
    """The day on which a role ends."""

    submit_text = "End the role"
    ended_on = DateField(label="Ends on", help_text="From this day on the role gives nothing.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = calendar.today


class AccountSearchForm(NhsukForm):
    """Which accounts to list."""

    presentation: ClassVar[dict[str, dict[str, Any]]] = {"q": {"width": 20}}

    q = forms.CharField(label="Name or email address", required=False, max_length=100)
    show = forms.ChoiceField(label="Which accounts", required=False, choices=list(SHOWN.items()))


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put a refusal beside the field it is about, or at the top."""
    field = FIELD_OF.get(refused.rule)
    form.add_error(field if field in form.fields else None, str(refused))


def _role_choices() -> list[tuple[str, str]]:
    return [
        (role.value, f"{role.label} – {KINDS.get(ORGANISATION_KIND[role.value], 'the whole service')}")
        for role in Role
    ]


def _found(role: str, words: str) -> Organisation | None:
    """Raises Refused when the words fit the role ill."""
    kind = ORGANISATION_KIND[role]
    if kind == "service":
        if words:
            raise Refused(
                "role.wrong-kind",
                "An administrator serves the whole service.",
                "Leave the organisation empty.",
            )
        return None
    if not words:
        raise Refused("organisation.missing", f"Enter the organisation: this role is held for {KINDS[kind]}.")
    return find_organisation(words, kind)
