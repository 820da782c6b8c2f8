"""The sweeps make one cast for each file and sign everybody in once: what a test writes is undone."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from tests.cast import make_cast
from tests.sweeps.access import SignedIn

QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"], "TODAY": "2009-02-20"}


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: Any) -> Iterator[SignedIn]:
    """The cast and their session cookies, in a transaction around all tests of the file."""
    around = transaction.atomic()
    with django_db_blocker.unblock(), override_settings(**QUICK):
        around.__enter__()
        cast = make_cast()
        cookies = {name: _sign_in(person) for name, person in cast.people.items()}
    yield SignedIn(**cast.__dict__, cookies=cookies)
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def _sign_in(person: Any) -> Any:
    client = Client()
    client.force_login(person)
    return client.cookies


@pytest.fixture
def cast(everybody: SignedIn, db: None) -> SignedIn:
    """As everywhere; a test may change what it gets."""
    return copy.deepcopy(everybody)
