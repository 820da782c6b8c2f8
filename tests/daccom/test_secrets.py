"""Production starts only with a secret that protects something."""

import secrets

import pytest
from django.core.exceptions import ImproperlyConfigured

from daccom.secrets import DEVELOPMENT_KEY, checked_secret_key


def test_development_has_a_key_of_its_own():
    assert checked_secret_key("", production=False) == DEVELOPMENT_KEY
    assert checked_secret_key("mine", production=False) == "mine"


def test_production_takes_a_strong_key():
    key = secrets.token_urlsafe(60)
    assert checked_secret_key(key, production=True) == key


@pytest.mark.parametrize(
    ("key", "says"), [("", "missing"), ("short", "weak"), ("ab" * 40, "weak"), (DEVELOPMENT_KEY, "weak")]
)
def test_production_refuses_and_names_the_setting(key, says):
    with pytest.raises(ImproperlyConfigured, match=rf"SECRET_KEY is (too )?{says}"):
        checked_secret_key(key, production=True)
