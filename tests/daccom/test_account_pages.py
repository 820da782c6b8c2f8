"""Signing in, out, and a new password: each page in the same look, each form with its errors by the field."""

import re

import pytest
from django.core import mail

WRONG = {"login": "alice@alder.example", "password": "not it at all"}


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/accounts/sign-in/", "Sign in"),
        ("/accounts/password/reset/", "Reset your password"),
        ("/accounts/password/reset/sent/", "Check your email"),
        ("/accounts/password/reset/key/a-b/", "This link no longer works"),
        ("/accounts/password/reset/key/done/", "Your password is changed"),
    ],
)
def test_pages_for_everybody(client, db, path, title):
    html = client.get(path).content.decode()
    assert f"<title>{title} – DacCom PBC</title>" in html
    assert html.count("<h1") == 1


def test_the_way_to_a_new_password_is_shown_once(client, db):
    html = client.get("/accounts/sign-in/").content.decode()
    assert html.count("/accounts/password/reset/") == 1
    assert "&lt;a" not in html


@pytest.mark.parametrize(
    ("path", "title"),
    [("/accounts/sign-out/", "Sign out"), ("/accounts/password/change/", "Change your password")],
)
def test_pages_for_those_signed_in(as_user, path, title):
    assert f"<title>{title} – DacCom PBC</title>" in as_user("alice").get(path).content.decode()


def test_a_wrong_password_is_an_error_that_the_title_tells(client, db):
    html = client.post("/accounts/sign-in/", WRONG).content.decode()
    assert "<title>Error: Sign in – DacCom PBC</title>" in html
    assert "There is a problem" in html


def test_a_missing_password_is_linked_to_its_field(client, db):
    html = client.post("/accounts/sign-in/", {**WRONG, "password": ""}).content.decode()
    assert 'href="#id_password"' in html
    assert 'id="id_password"' in html


def test_the_password_is_never_sent_back(client, db):
    assert WRONG["password"] not in client.post("/accounts/sign-in/", WRONG).content.decode()


def test_browsers_may_fill_in_the_form(client, db):
    html = client.get("/accounts/sign-in/").content.decode()
    assert 'autocomplete="email"' in html
    assert 'autocomplete="current-password"' in html


def test_where_one_was_going_is_kept(client, db):
    html = client.get("/accounts/sign-in/?next=/gallery/").content.decode()
    assert '<input type="hidden" name="next" value="/gallery/">' in html


def test_after_five_wrong_passwords_no_more_are_taken(client, cast):
    for _ in range(5):
        client.post("/accounts/sign-in/", WRONG)
    assert "Wait 15 minutes" in client.post("/accounts/sign-in/", WRONG).content.decode()


def test_a_new_password_by_email(client, cast):
    alice = cast["alice"]
    client.post("/accounts/password/reset/", {"email": alice.email})
    assert mail.outbox[0].subject.endswith("Choose a new password for DacCom PBC")
    link = re.search(r"https?://\S+", mail.outbox[0].body)
    page = client.get(link[0], follow=True)
    assert "Choose a new password" in page.content.decode()
    chosen = {"password1": "kestrel over tring 9", "password2": "kestrel over tring 9"}
    done = client.post(page.redirect_chain[-1][0], chosen, follow=True)
    assert "Your password is changed" in done.content.decode()
    alice.refresh_from_db()
    assert alice.check_password("kestrel over tring 9")


def test_an_unknown_address_is_told_no_different(client, cast):
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "Check your email" in response.content.decode()


def test_a_closed_account_is_told_so(client, cast):
    alice = cast["alice"]
    alice.is_active = False
    alice.set_password("kestrel over tring 9")
    alice.save()
    typed = {"login": alice.email, "password": "kestrel over tring 9"}
    answer = client.post("/accounts/sign-in/", typed, follow=True)
    assert "This account is closed" in answer.content.decode()


def test_a_weak_new_password_is_refused_by_its_field(as_user):
    client = as_user("alice")
    html = client.post(
        "/accounts/password/change/", {"oldpassword": "x", "password1": "short"}
    ).content.decode()
    assert 'href="#id_password1"' in html
    assert html.count('autocomplete="new-password"') == 2
