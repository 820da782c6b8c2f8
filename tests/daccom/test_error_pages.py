"""Every refusal is a page in the same look that says why and what to do next."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.loader import render_to_string

from daccom.errors import Refused
from daccom.views import errors


@pytest.fixture
def request_(rf):
    request = rf.get("/referrals/")
    request.user = AnonymousUser()
    return request


def text(response) -> str:
    return response.content.decode()


def test_a_refusal_shows_its_reason_and_the_way_on(request_):
    response = errors.permission_denied(request_, PermissionDenied("Only Pat may accept. Ask the PCT."))
    assert response.status_code == 403
    assert "Only Pat may accept. Ask the PCT." in text(response)
    assert "What to do next" in text(response)
    assert "<title>You cannot do this – DacCom PBC</title>" in text(response)


def test_a_refusal_without_a_reason_still_says_something(request_):
    assert "not part of the roles you hold" in text(errors.permission_denied(request_, PermissionDenied()))


def test_a_reason_is_text(request_):
    assert "<script>" not in text(errors.permission_denied(request_, PermissionDenied("<script>")))


def test_a_missing_page_never_says_whether_there_is_one(request_):
    response = errors.page_not_found(request_, Http404("No Episode matches the given query."))
    assert response.status_code == 404
    assert "Episode" not in text(response)
    assert "<h1" in text(response)


def test_a_bad_request_keeps_its_details_to_itself(request_):
    response = errors.bad_request(request_, ValueError("Invalid HTTP_HOST header: evil"))
    assert response.status_code == 400
    assert "evil" not in text(response)


def test_a_stale_form_says_what_became_of_it(request_):
    response = errors.csrf_failure(request_, reason="CSRF token missing.")
    assert response.status_code == 403
    assert "Nothing was saved" in text(response)


def test_a_fault_of_ours_needs_neither_database_nor_user(rf):
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "This is our fault" in text(response)


def test_a_request_refused_before_anyone_is_known_still_gets_its_page(rf):
    assert errors.bad_request(rf.get("/"), ValueError()).status_code == 400


@pytest.mark.parametrize("next_step", ["Ask for an extension.", ""])
def test_a_domain_refusal_is_a_page_too(request_, next_step):
    refused = Refused("return.period-closed", "April is closed.", next_step)
    html = render_to_string("409.html", {"refused": refused}, request_)
    assert "April is closed." in html
    assert (next_step or "Nothing was changed.") in html


def test_too_many_attempts_says_how_long_to_wait(request_):
    assert "Wait 15 minutes" in render_to_string("429.html", {}, request_)


def test_an_unknown_address_gets_our_page(client, db):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "Page not found – DacCom PBC" in text(response)
