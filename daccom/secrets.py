"""Refusing to start in production with a secret that protects nothing."""

from django.core.exceptions import ImproperlyConfigured

MINIMUM_LENGTH = 50
MINIMUM_DIFFERENT = 10
DEVELOPMENT_KEY = "development-only-key-that-protects-nothing-and-must-never-sign-real-sessions"


def checked_secret_key(value: str, *, production: bool) -> str:
    """The key to use: `value`, or the development key outside production.

    Raises ImproperlyConfigured, naming SECRET_KEY and what is wrong with it, in production.
    """
    if not production:
        return value or DEVELOPMENT_KEY
    if not value:
        raise ImproperlyConfigured("SECRET_KEY is missing. Set it to a random text of 50 characters or more.")
    if len(value) < MINIMUM_LENGTH or len(set(value)) < MINIMUM_DIFFERENT or value == DEVELOPMENT_KEY:
        raise ImproperlyConfigured(
            "SECRET_KEY is too weak. Use at least 50 random characters, of which at least 10 are different."
        )
    return value
