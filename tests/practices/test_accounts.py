"""Opening and closing accounts, and the link that sets a first password."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client, RequestFactory

from daccom import work
from daccom.errors import Refused
from practices.models import User
from practices.selectors.accounts import accounts
from practices.services.accounts import close_account, open_account, reopen_account, send_link
from practices.services.roles import end_role
from tests.cast import Cast

TODAY = dt.date(2009, 2, 20)


def absolute(path: str) -> str:
    return f"https://pbc.example{path}"


@pytest.fixture
def in_request() -> Any:
    """Mails are written inside a request."""
    from allauth.core import context

    with context.request_context(RequestFactory().get("/")):
        yield


def refusal(work: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        work(**kwargs)
    return refused.value.rule


def test_a_new_account_waits_for_its_password(cast: Cast) -> None:
    user = open_account(name=" Wendy Lister ", email="Wendy@Example.test", by=cast.ada)
    assert (user.name, user.email) == ("Wendy Lister", "wendy@example.test")
    assert not user.has_usable_password()
    assert user in User.objects.waiting_for_password()
    entry = LogEntry.objects.get()
    assert (entry.actor, entry.additional_data["verb"]) == (cast.ada, "account.opened")


def test_one_account_for_each_address_in_any_case(cast: Cast) -> None:
    rule = refusal(open_account, name="Alice again", email="ALICE@example.test", by=cast.ada)
    assert rule == "account.exists"
    assert User.objects.count() == len(cast.people)


@pytest.mark.parametrize("name", ["alice", "cal", "nobody"])
def test_only_administrators_open_and_close_accounts(cast: Cast, name: str, in_request: None) -> None:
    by = cast[name]
    assert refusal(open_account, name="W", email="w@example.test", by=by) == "account.not-your-job"
    assert refusal(close_account, user=cast.bob, by=by) == "account.not-your-job"
    assert refusal(reopen_account, user=cast.bob, by=by) == "account.not-your-job"
    assert refusal(send_link, user=cast.bob, by=by, absolute=absolute) == "account.not-your-job"
    assert not mail.outbox


def test_the_link_sets_the_first_password(cast: Cast, client: Client, in_request: None) -> None:
    user = open_account(name="Wendy", email="wendy@example.test", by=cast.ada)
    send_link(user=user, by=cast.ada, absolute=absolute)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["wendy@example.test"], "Your account at DacCom PBC")
    link = next(line for line in message.body.splitlines() if line.startswith("https://pbc.example/"))
    page = client.get(link.removeprefix("https://pbc.example"), follow=True)
    typed = {"password1": "a long enough password", "password2": "a long enough password"}
    client.post(page.redirect_chain[-1][0], typed)
    user.refresh_from_db()
    assert user.check_password("a long enough password")
    assert (
        "This link no longer works"
        in client.get(link.removeprefix("https://pbc.example"), follow=True).content.decode()
    )


def test_a_mail_that_cannot_be_sent_is_said(cast: Cast, in_request: None, monkeypatch: Any) -> None:
    def down(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    assert refusal(send_link, user=cast.bob, by=cast.ada, absolute=absolute) == "account.link-not-sent"
    assert not LogEntry.objects.exists()


def test_a_closed_account_gets_no_link(cast: Cast) -> None:
    cast.bob.is_active = False
    assert refusal(send_link, user=cast.bob, by=cast.ada, absolute=absolute) == "account.closed"


def test_closing_signs_out_at_once(cast: Cast, as_user: Any) -> None:
    browser = as_user("alice")
    assert browser.get("/").status_code == 200
    close_account(user=cast.alice, by=cast.ada)
    assert "/accounts/sign-in/" in browser.get("/").headers["Location"]
    assert cast.alice.role_assignments.filter(ended_on=None).exists()


def test_closing_twice_is_said(cast: Cast) -> None:
    close_account(user=cast.alice, by=cast.ada)
    assert refusal(close_account, user=cast.alice, by=cast.ada) == "account.closed"
    reopen_account(user=cast.alice, by=cast.ada)
    assert refusal(reopen_account, user=cast.alice, by=cast.ada) == "account.open"
    verbs = [entry.additional_data["verb"] for entry in LogEntry.objects.order_by("pk")]
    assert verbs == ["account.closed", "account.reopened"]


def test_nobody_closes_their_own_account(cast: Cast) -> None:
    assert refusal(close_account, user=cast.ada, by=cast.ada) == "account.own"
    assert User.objects.get(pk=cast.ada.pk).is_active


def names(**asked: str) -> list[str]:
    return [user.name for user in accounts(User.objects.all(), TODAY, **asked)]


def test_accounts_are_found_by_every_word(cast: Cast) -> None:
    assert names(words="ALI example.test") == ["Alice"]
    assert names(words="alice nowhere") == []


def test_accounts_are_found_by_what_is_missing(cast: Cast) -> None:
    end_role(assignment=cast.bob.role_assignments.get(), ended_on=TODAY, by=cast.ada)
    close_account(user=cast.cal, by=cast.ada)
    open_account(name="Wendy", email="wendy@example.test", by=cast.ada)
    assert names(show="no-role") == ["Bob", "Nobody", "Wendy"]
    assert names(show="waiting") == ["Wendy"]
    assert names(show="closed") == ["Cal"]
    assert len(names()) == len(cast.people) + 1


def test_roles_come_in_two_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        found = {user.name: user.roles_now for user in accounts(User.objects.all(), TODAY)}
        assert [str(role.organisation) for role in found["Erin"]] == ["DacCom"]


def test_administrators_are_told_of_accounts_that_lead_nowhere(cast: Cast) -> None:
    for name in ("Wendy", "Xenia", "Yves"):
        open_account(name=name, email=f"{name}@example.test", by=cast.ada)
    told = {item.title: item for item in work.items_for(cast.ada, TODAY)}
    assert told["Give a role to 4 accounts"].detail == "Without a role: Nobody, Wendy, Xenia and 1 more"
    assert told["Remind 3 accounts"].url == "/practices/accounts/?show=waiting"


def test_nobody_else_is_told(cast: Cast) -> None:
    assert not [item for item in work.items_for(cast.cal, TODAY) if item.kind == "accounts"]


def test_nothing_waits_when_every_account_has_a_role(cast: Cast) -> None:
    close_account(user=cast.nobody, by=cast.ada)
    assert not [item for item in work.items_for(cast.ada, TODAY) if item.kind == "accounts"]
