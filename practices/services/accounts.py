"""Opening and closing accounts, and the link by which somebody sets their first password."""

from __future__ import annotations

import logging
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import IntegrityError, transaction
from django.urls import reverse

from daccom.audit import record
from daccom.errors import Refused
from practices import rules
from practices.models import User
from practices.services.administrators import lock_administrators

logger = logging.getLogger(__name__)


@transaction.atomic
def open_account(*, name: str, email: str, by: User) -> User:
    """A new account that nobody can sign in to until its link has been used.

    Raises Refused when `by` is no administrator or there is an account with that email address, in any case.
    """
    lock_administrators(by)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name.strip(), is_demonstration=by.is_demonstration)
    except IntegrityError:
        raise Refused(
            "account.exists",
            "There is an account with this email address.",
            "Look for it among the accounts; a closed one can be opened again.",
        ) from None
    record(by=by, verb="account.opened", target=user, after={"name": user.name, "email": user.email})
    return user


def send_link(*, user: User, by: User, absolute: Callable[[str], str]) -> None:
    """Mail a link to set a password; `absolute` makes a path an address (request.build_absolute_uri).

    Raises Refused when the account is closed or the mail could not be handed over; then nothing was sent.
    """
    rules.require_administrator(by)
    if not user.is_active:
        raise Refused("account.closed", "This account is closed.", "Open it again first.")
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    try:
        get_adapter().send_mail(
            "practices/email/set_password", user.email, {"user": user, "link": absolute(path)}
        )
    except OSError:
        logger.exception("set-password link not sent", extra={"user_id": user.pk})
        raise Refused(
            "account.link-not-sent", "The email could not be sent.", "Send the link again in a while."
        ) from None
    record(by=by, verb="account.link-sent", target=user)


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """Nobody can sign in to the account any more; whoever is signed in no longer is. Its roles stay.

    Raises Refused when `by` is no administrator, it is their own account, or it is closed already.
    """
    lock_administrators(by)
    rules.require_other_account(by, user)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise Refused("account.closed", "This account is closed already.", "Nothing more is needed.")
    record(by=by, verb="account.closed", target=user, before={"open": True}, after={"open": False})


@transaction.atomic
def reopen_account(*, user: User, by: User) -> None:
    """The account works again, with the roles that have not ended. Raises Refused when it is open already."""
    lock_administrators(by)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        raise Refused("account.open", "This account is open already.", "Nothing more is needed.")
    record(by=by, verb="account.reopened", target=user, before={"open": False}, after={"open": True})
