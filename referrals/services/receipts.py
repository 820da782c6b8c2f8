"""The receipt of a submission by e-mail: figures of the practice, nothing about a patient."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from referrals.models import ReturnVersion
from referrals.receipt_words import in_time_words, next_words
from referrals.selectors.months import PracticeMonth

logger = logging.getLogger(__name__)


def send_receipt(version: ReturnVersion, month: PracticeMonth) -> None:
    """Mail the receipt to whoever submitted. A failing mail server is logged: the return is in."""
    text = render_to_string("referrals/return_receipt.txt", _context(version, month))
    try:
        send_mail(
            f"Receipt {version.receipt}: {month.practice}, {month.month}",
            text,
            settings.DEFAULT_FROM_EMAIL,
            [version.submitted_by.email],
        )
    except OSError:
        logger.exception("receipt not sent", extra={"receipt": version.receipt})
    logger.info("return submitted", extra={"receipt": version.receipt})


def _context(version: ReturnVersion, month: PracticeMonth) -> dict[str, object]:
    return {
        "version": version,
        "month": month,
        "in_time": in_time_words(month),
        "what_next": next_words(month),
    }
