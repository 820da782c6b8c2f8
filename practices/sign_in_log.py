"""Signing in and out leaves a line in the log: who by number, never the address that was typed."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

logger = logging.getLogger(__name__)


@receiver(user_logged_in)
def signed_in(user: Any, **kwargs: Any) -> None:
    logger.info("signed in", extra={"user_id": user.pk})


@receiver(user_logged_out)
def signed_out(user: Any, **kwargs: Any) -> None:
    logger.info("signed out", extra={"user_id": user.pk if user else None})


@receiver(user_login_failed)
def sign_in_failed(**kwargs: Any) -> None:
    logger.warning("sign-in failed")
