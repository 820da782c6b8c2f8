"""What a view is handed once the sign-in has let somebody through."""

from __future__ import annotations

from django.http import HttpRequest

from practices.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is one of ours."""

    user: User
