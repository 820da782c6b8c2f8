"""The page around every page: headers, navigation, messages, the held date."""

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from daccom import navigation
from daccom.context import site

STRICT = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def test_the_policy_on_the_response_has_no_exceptions(client, db):
    policy = client.get("/accounts/sign-in/").headers["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";")} == STRICT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
    ],
)
def test_each_header_is_on_the_response(client, db, name, value):
    assert client.get("/accounts/sign-in/").headers[name] == value


def test_no_page_may_ask_for_the_camera(client, db):
    assert "camera=()" in client.get("/accounts/sign-in/").headers["Permissions-Policy"]


def test_what_a_person_sees_is_not_kept_by_caches(as_user):
    assert as_user("alice").get("/gallery/").headers["Cache-Control"] == "no-store"


def test_pages_have_no_inline_script_or_style(as_user):
    html = as_user("alice").get("/gallery/").content.decode()
    assert "<style" not in html
    assert " style=" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')


def test_the_gallery_wants_a_signed_in_person(client, db):
    assert client.get("/gallery/").status_code == 302


def test_the_gallery_takes_no_post(as_user):
    assert as_user("alice").post("/gallery/").status_code == 405


def test_signing_out_is_a_form_with_a_token(as_user):
    html = as_user("alice").get("/gallery/").content.decode()
    form = html[html.index('action="/accounts/sign-out/"') :]
    assert "csrfmiddlewaretoken" in form[: form.index("</form>")]


def test_the_held_date_is_told(rf, settings):
    assert site(rf.get("/"))["business_date"] == "20 February 2009"


def test_a_running_clock_needs_no_banner(rf, settings):
    settings.TODAY = ""
    assert site(rf.get("/"))["business_date"] == ""


@pytest.fixture
def three_places(monkeypatch):
    items = [
        navigation.NavItem("Home", "home", lambda user: True, order=0),
        navigation.NavItem("Gallery", "gallery", lambda user: True),
        navigation.NavItem("Hidden", "gallery", lambda user: False),
    ]
    monkeypatch.setattr(navigation, "_items", items)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["page", ""]),
        ("/gallery/", ["", "page"]),
        ("/gallery/deeper/", ["", "true"]),
        ("/other/", ["", ""]),
    ],
)
def test_the_navigation_marks_where_one_is(rf, three_places, path, current):
    request = rf.get(path)
    request.user = type("Someone", (), {"is_authenticated": True})()
    links = site(request)["navigation"]
    assert [link["label"] for link in links] == ["Home", "Gallery"]
    assert [link["current"] for link in links] == current


def test_nobody_signed_in_has_no_navigation(rf, three_places):
    request = rf.get("/")
    request.user = AnonymousUser()
    assert site(request)["navigation"] == []


@pytest.mark.parametrize(
    ("level", "role"), [(messages.SUCCESS, "alert"), (messages.INFO, "status"), (messages.ERROR, "alert")]
)
def test_messages_are_told_to_ears_and_escaped(level, role):
    message = messages.storage.base.Message(level, "Saved <b>it</b>")
    html = Template('{% include "daccom/messages.html" %}').render(Context({"messages": [message]}))
    assert f'role="{role}"' in html
    assert "Saved &lt;b&gt;it&lt;/b&gt;" in html
