"""Signing in and out, passwords, and what keeps strangers out."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from practices.accounts import Adapter
from practices.models import User
from tests.cast import PASSWORD, Cast

SIGN_IN = "/accounts/sign-in/"
NEW = "another long passphrase"


def sign_in(
    client: Client, email: str = "alice@example.test", password: str = PASSWORD, query: str = ""
) -> Any:
    return client.post(SIGN_IN + query, {"login": email, "password": password})


def html_of(response: Any) -> str:
    html: str = response.content.decode()
    return html


def is_signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.mark.parametrize("email", ["alice@example.test", "Alice@Example.Test"])
def test_signing_in_leads_home(cast: Cast, client: Client, email: str) -> None:
    response = sign_in(client, email)
    assert response.headers["Location"] == "/"
    assert is_signed_in(client)


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(cast: Cast, client: Client) -> None:
    cookie = sign_in(client).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # it ends with the browser


def test_in_production_the_cookie_travels_encrypted_only(cast: Cast, client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert sign_in(client).cookies["sessionid"]["secure"]


def test_signing_in_renews_the_session(cast: Cast, client: Client) -> None:
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_signing_out_takes_a_post(cast: Cast, client: Client) -> None:
    sign_in(client)
    assert client.get("/accounts/sign-out/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/accounts/sign-out/").headers["Location"] == SIGN_IN
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("following", "place"),
    [
        ("/practices/", "/practices/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///elsewhere.example", "/"),
    ],
)
def test_signing_in_leads_on_within_our_own_pages_only(
    cast: Cast, client: Client, following: str, place: str
) -> None:
    typed = {"login": "alice@example.test", "password": PASSWORD, "next": following}
    assert client.post(SIGN_IN, typed).headers["Location"] == place


@pytest.mark.parametrize("email", ["alice@example.test", "stranger@example.test"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(
    cast: Cast, client: Client, email: str
) -> None:
    html = html_of(sign_in(client, email, "wrong"))
    assert "The email address and the password do not belong together" in html
    assert "<title>Error: Sign in" in html
    assert f'value="{email}"' in html
    assert not is_signed_in(client)


@pytest.mark.parametrize("email", ["alice@example.test", "stranger@example.test"])
def test_five_failures_lock_the_address_and_say_how_long(cast: Cast, client: Client, email: str) -> None:
    for _ in range(5):
        assert "do not belong together" in html_of(sign_in(client, email, "wrong"))
    html = html_of(sign_in(client, email, PASSWORD))
    assert "Wait 15 minutes and try again, or set a new password" in html
    assert not is_signed_in(client)


def test_locking_one_address_leaves_the_others(cast: Cast, client: Client) -> None:
    for _ in range(6):
        sign_in(client, "alice@example.test", "wrong")
    assert sign_in(client, "bob@example.test").headers["Location"] == "/"


def test_a_closed_account_cannot_sign_in(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    response = client.post(SIGN_IN, {"login": "alice@example.test", "password": PASSWORD}, follow=True)
    assert "This account is closed" in html_of(response)
    assert not is_signed_in(client)


def test_a_closed_account_looks_unknown_to_whoever_guesses(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    assert "do not belong together" in html_of(sign_in(client, password="wrong"))


def test_an_account_without_a_password_cannot_sign_in(cast: Cast, client: Client) -> None:
    cast.alice.set_unusable_password()
    cast.alice.save()
    assert "do not belong together" in html_of(sign_in(client, password="!"))


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/sign-up/", "/accounts/email/"])
def test_nobody_signs_up(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert not Adapter().is_open_for_signup(RequestFactory().get("/"))


def test_the_password_is_changed(cast: Cast, client: Client) -> None:
    sign_in(client)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", typed).status_code == 302
    assert User.objects.get(pk=cast.alice.pk).check_password(NEW)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"oldpassword": "wrong"}, "Enter your present password"),
        ({"password2": "something else"}, "same password"),
        ({"password1": "short", "password2": "short"}, "at least 12 characters"),
        ({"password1": "password1234", "password2": "password1234"}, "too common"),
    ],
)
def test_a_password_that_will_not_do_is_said(
    cast: Cast, client: Client, changed: dict[str, str], message: str
) -> None:
    sign_in(client)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW, **changed}
    assert message in html_of(client.post("/accounts/password/change/", typed))
    assert User.objects.get(pk=cast.alice.pk).check_password(PASSWORD)


def test_changing_the_password_signs_out_other_browsers(cast: Cast, client: Client) -> None:
    other = Client()
    sign_in(other)
    sign_in(client)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert is_signed_in(client)
    assert not is_signed_in(other)


def ask_for_link(client: Client, email: str) -> Any:
    return client.post("/accounts/password/reset/", {"email": email})


def test_a_forgotten_password_is_reset_by_the_mailed_link_once(cast: Cast, client: Client) -> None:
    assert ask_for_link(client, "alice@example.test").headers["Location"] == "/accounts/password/reset/sent/"
    (message,) = mail.outbox
    assert message.to == ["alice@example.test"]
    path = re.search(r"http://testserver(/\S+)", message.body)
    assert path
    form = client.get(path[1], follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True)
    assert done.status_code == 200
    assert User.objects.get(pk=cast.alice.pk).check_password(NEW)
    assert "This link no longer works" in html_of(Client().get(path[1], follow=True))


def test_an_unknown_address_gets_the_same_answer_and_no_link(cast: Cast, client: Client) -> None:
    known, unknown = (ask_for_link(client, f"{name}@example.test") for name in ("alice", "stranger"))
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [message.to for message in mail.outbox if "/key/" in message.body] == [["alice@example.test"]]


def test_a_closed_account_gets_no_link(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    ask_for_link(client, "alice@example.test")
    assert not [message for message in mail.outbox if "/key/" in message.body]


def test_the_log_says_what_happened_and_names_no_address(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        sign_in(client)
        client.post("/accounts/sign-out/")
        for _ in range(6):
            sign_in(client, "alice@example.test", "wrong")
    ours = [record for record in caplog.records if record.name.startswith("practices.")]
    assert [record.getMessage() for record in ours] == [
        "signed in",
        "signed out",
        *["sign-in failed"] * 5,
        "sign-in locked",
    ]
    assert ours[0].user_id == cast.alice.pk  # type: ignore[attr-defined]
    assert "alice@" not in " ".join(str(vars(record)) for record in ours)


def test_a_stranger_is_led_to_the_sign_in(client: Client, db: None) -> None:
    assert client.get("/practices/").headers["Location"] == f"{SIGN_IN}?next=/practices/"
