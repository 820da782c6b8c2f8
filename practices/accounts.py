"""How people sign in: accounts are given by an administrator, nobody signs up."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

logger = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    """The same words whether or not an account exists."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address and the password do not belong together. Try again.",
        "too_many_login_attempts": (
            "That was wrong too often. Wait 15 minutes and try again, or set a new password with "
            "“Forgotten your password?”."
        ),
        "enter_current_password": "Enter your present password.",
        "incorrect_password": "This is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError when this address, or this place, failed too often."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            logger.warning("sign-in locked")
            raise
