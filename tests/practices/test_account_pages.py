"""What an administrator does on the account pages, and what is refused there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail

from practices.models import User
from tests.cast import Cast
from tests.sweeps.html import faults

LIST = "/practices/accounts/"
DAY = {"started_on_day": "20", "started_on_month": "2", "started_on_year": "2009"}


@pytest.fixture
def ada(as_user: Any) -> Any:
    """Ada's browser."""
    return as_user("ada")


def said(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    html: str = response.content.decode()
    assert faults(html) == []
    return html


def give_page(cast: Cast) -> str:
    return f"{LIST}{cast.nobody.pk}/give-role/"


def end_page(role: Any) -> str:
    return f"{LIST}roles/{role.pk}/end/"


def ends(day: int, month: int, year: int) -> dict[str, str]:
    return {"ended_on_day": str(day), "ended_on_month": str(month), "ended_on_year": str(year)}


def test_accounts_are_listed_with_their_roles(ada: Any) -> None:
    html = said(ada.get(LIST, {"q": "alice"}))
    assert "Practice manager, Alder Surgery" in html
    assert "bob@example.test" not in html


def test_an_unknown_filter_lists_everybody(ada: Any) -> None:
    assert "alice@example.test" in said(ada.get(LIST, {"show": "nonsense"}))


def test_the_list_asks_few_queries(cast: Cast, ada: Any, django_assert_max_num_queries: Any) -> None:
    User.objects.bulk_create(User(email=f"{n}@example.test", name=f"Person {n}") for n in range(60))
    with django_assert_max_num_queries(12):
        said(ada.get(LIST))


def test_opening_an_account_mails_the_link(ada: Any) -> None:
    html = said(ada.post(f"{LIST}add/", {"name": "Wendy", "email": "wendy@example.test"}, follow=True))
    assert "The account of Wendy is open" in html
    assert "has not been used yet" in html
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": "Wendy", "email": "alice@example.test"}, "There is an account with this email address"),
        ({"name": "", "email": "wendy@example.test"}, "Enter full name"),
        ({"name": "Wendy", "email": "wendy"}, "Enter an email address in full"),
    ],
)
def test_a_wrong_account_is_said_beside_the_field(ada: Any, typed: dict[str, str], message: str) -> None:
    html = said(ada.post(f"{LIST}add/", typed), 422)
    assert message in html
    assert f'value="{typed["email"]}"' in html
    assert not mail.outbox


def test_a_failing_mail_leaves_the_account_and_says_so(ada: Any, monkeypatch: Any) -> None:
    def down(*args: Any, **kwargs: Any) -> None:
        raise TimeoutError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    html = said(ada.post(f"{LIST}add/", {"name": "Wendy", "email": "wendy@example.test"}, follow=True))
    assert "The email could not be sent" in html
    assert User.objects.filter(email="wendy@example.test").exists()


def test_a_role_is_given_by_code(cast: Cast, ada: Any) -> None:
    typed = {"role": "gp", "organisation": "e82901", **DAY}
    html = said(ada.post(give_page(cast), typed, follow=True))
    assert "Nobody: GP for Alder Surgery from 20 February 2009" in html
    assert cast.nobody.role_assignments.get().practice == cast.alder


def test_an_administrator_is_made_without_an_organisation(cast: Cast, ada: Any) -> None:
    ada.post(give_page(cast), {"role": "administrator", "organisation": "", **DAY})
    assert cast.nobody.role_assignments.get().organisation is None


@pytest.mark.parametrize(
    ("role", "organisation", "message"),
    [
        ("gp", "", "Enter the organisation: this role is held for a practice."),
        ("gp", "surgery", "may mean Alder Surgery (E82901)"),
        ("gp", "nowhere", "There is no organisation with the code or name"),
        ("gp", "daccom", "DacCom is a commissioning group; this role is held for a practice."),
        ("administrator", "E82901", "An administrator serves the whole service."),
        ("", "E82901", "Choose a role"),
        ("king", "E82901", "Select a valid choice"),
    ],
)
def test_a_wrong_organisation_is_said_beside_the_field(
    cast: Cast, ada: Any, role: str, organisation: str, message: str
) -> None:
    response = ada.post(give_page(cast), {"role": role, "organisation": organisation, **DAY})
    assert message in said(response, 422)
    assert not cast.nobody.role_assignments.exists()


def test_a_role_held_already_is_said(cast: Cast, ada: Any) -> None:
    typed = {"role": "gp", "organisation": "E82901", **DAY}
    ada.post(give_page(cast), typed)
    assert "holds the role GP for Alder Surgery already" in said(ada.post(give_page(cast), typed), 422)


def test_a_role_ends_on_a_day_and_is_then_shown_as_held_before(cast: Cast, ada: Any) -> None:
    role = cast.alice.role_assignments.get()
    html = said(ada.post(end_page(role), ends(19, 2, 2009), follow=True))
    assert "Roles held before" in html
    assert "None: after signing in there is nothing to see or do." in html
    role.refresh_from_db()
    assert role.ended_on == dt.date(2009, 2, 19)


def test_a_role_that_will_end_is_still_held(cast: Cast, ada: Any) -> None:
    html = said(ada.post(end_page(cast.alice.role_assignments.get()), ends(31, 3, 2009), follow=True))
    assert "Roles held before" not in html
    assert "31 March 2009" in html


@pytest.mark.parametrize(
    ("day", "message"),
    [(ends(1, 1, 2001), "cannot end before"), (ends(31, 2, 2009), "Enter a real date")],
)
def test_a_wrong_last_day_is_said(cast: Cast, ada: Any, day: dict[str, str], message: str) -> None:
    assert message in said(ada.post(end_page(cast.alice.role_assignments.get()), day), 422)
    assert cast.alice.role_assignments.get().ended_on is None


def test_ones_own_administrator_role_cannot_be_ended(cast: Cast, ada: Any) -> None:
    html = said(ada.post(end_page(cast.ada.role_assignments.get()), ends(20, 2, 2009)), 422)
    assert "You cannot end your own administrator role" in html


def test_ones_own_role_is_not_ones_own_to_end(cast: Cast, as_user: Any) -> None:
    response = as_user("alice").post(end_page(cast.alice.role_assignments.get()), ends(20, 2, 2009))
    assert response.status_code == 403


def test_an_account_is_closed_and_opened_again(cast: Cast, ada: Any) -> None:
    page = f"{LIST}{cast.bob.pk}/"
    assert "The account of Bob is closed" in said(ada.post(f"{page}close/", follow=True))
    assert "This account is closed already" in said(ada.post(f"{page}close/", follow=True))
    assert "Open it again first" in said(ada.post(f"{page}send-link/", follow=True))
    assert "is open again" in said(ada.post(f"{page}reopen/", follow=True))
    assert "is open already" in said(ada.post(f"{page}reopen/", follow=True))


def test_a_new_link_is_sent(cast: Cast, ada: Any) -> None:
    html = said(ada.post(f"{LIST}{cast.bob.pk}/send-link/", follow=True))
    assert "on its way to bob@example.test" in html
    assert len(mail.outbox) == 1


def test_ones_own_account_cannot_be_closed(cast: Cast, ada: Any) -> None:
    page = f"{LIST}{cast.ada.pk}/"
    assert "another administrator can close it" in said(ada.get(page))
    assert "You cannot close your own account" in said(ada.post(f"{page}close/", follow=True))


@pytest.mark.parametrize("path", ["close/", "reopen/", "send-link/"])
def test_looking_changes_nothing(cast: Cast, ada: Any, path: str) -> None:
    assert ada.get(f"{LIST}{cast.bob.pk}/{path}").status_code == 405


def test_somebody_who_is_no_administrator_is_told_whom_to_ask(cast: Cast, as_user: Any) -> None:
    response = as_user("alice").get(f"{LIST}{cast.alice.pk}/")
    assert response.status_code == 403
    assert "Ask one of them" in response.content.decode()
