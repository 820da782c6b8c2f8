"""The commissioner's month: send, download, read the reply, type the rest, agree the dates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from daccom.spreadsheets import read_rows, write_csv, write_xlsx
from referrals.models import Challenge, ChallengeBatch, Reconciliation
from tests.referrals.builders import DECEMBER, make_episode
from tests.referrals.builders_challenges import make_challenge

ROOT = "/referrals/challenges"


def text(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.fixture
def batch(cast, as_user):
    """Three challenges of £1,000.00 with the provider."""
    for _ in range(3):
        make_challenge(make_episode(cast.alder))
    as_user("pat").post(f"{ROOT}/batches/5P4/RWG/send/")
    return ChallengeBatch.objects.get()


def answered(client, batch, answers, kind="csv"):
    """The provider's file as it would come back: answers by place."""
    address = f"{ROOT}/batch/{batch.pk}/file/{kind}/"
    path = SimpleUploadedFile("a", client.get(address).content)
    sheet = read_rows(path, file_name=f"a.{kind}")
    rows = [[*cells[:-3], *said] for (_, cells), said in zip(sheet.rows, answers, strict=True)]
    made = write_csv(sheet.headers, rows) if kind == "csv" else write_xlsx(sheet.headers, rows, "Reply")
    return SimpleUploadedFile(f"reply.{kind}", made)


def reply(client, batch, file):
    return client.post(f"{ROOT}/batch/{batch.pk}/reply/", {"reply": file}, follow=True)


ALL = [("accepted", "", ""), ("partly accepted", "400.50", ""), ("rejected", "", "It is right.")]


def test_what_is_due_and_what_went(cast, as_user, batch):
    make_challenge(make_episode(cast.alder))
    make_challenge(make_episode(cast.alder, DECEMBER.previous()))
    shown = text(as_user("pat").get(f"{ROOT}/batches/5P4/"))
    assert "2 challenges raised: £2,000 gross" in shown
    assert "1 challenge can wait for March 2009" in shown
    assert "Make a supplementary batch: 1 challenge" in shown
    assert "RWG-1" in shown


def test_nothing_more_goes_this_month(cast, as_user, batch):
    make_challenge(make_episode(cast.alder))
    assert "they go with its batch" in text(as_user("pat").get(f"{ROOT}/batches/5P4/"))
    page = as_user("pat").post(f"{ROOT}/batches/5P4/RWG/send/", follow=True)
    assert "What is raised goes from 1 March 2009" in text(page)


def test_a_kind_of_file_that_we_do_not_make(as_user, batch):
    assert as_user("pat").get(f"{ROOT}/batch/{batch.pk}/file/pdf/").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_reply_settles_everything_it_answers(as_user, batch, kind):
    client = as_user("pat")
    shown = text(reply(client, batch, answered(client, batch, ALL, kind)))
    assert "3 challenges settled, £1,400.50 accepted." in shown
    states = dict(Challenge.objects.values_list("status", "amount_recovered"))
    assert states == {
        "accepted": Decimal("1000.00"),
        "partly_accepted": Decimal("400.50"),
        "rejected": None,
    }


def test_the_same_file_again_changes_nothing_and_says_so(as_user, batch):
    client = as_user("pat")
    file = answered(client, batch, ALL)
    reply(client, batch, file)
    file.seek(0)
    shown = text(reply(client, batch, file))
    assert "0 challenges settled" in shown
    assert "3 answers had been settled so before: nothing changed there" in shown


def test_another_answer_later_is_told_apart(as_user, batch):
    client = as_user("pat")
    reply(client, batch, answered(client, batch, [("accepted", "", ""), ("", "", ""), ("", "", "")]))
    shown = text(reply(client, batch, answered(client, batch, [("rejected", "", "No"), *ALL[1:]])))
    first = batch.challenges.order_by("pk")[0]
    assert f"Not changed by this reply: Challenge {first.pk} stays accepted, £1,000." in shown


def test_rows_without_an_answer_stay_open(as_user, batch):
    client = as_user("pat")
    file = answered(client, batch, [("accepted", "", ""), ("", "", ""), ("", "", "")])
    assert "2 rows without an answer left open" in text(reply(client, batch, file))
    assert Challenge.objects.filter(status="with_provider").count() == 2


def test_with_any_error_nothing_changes_and_all_are_shown(as_user, batch):
    client = as_user("pat")
    wrong = [("accepted", "", ""), ("partly", "4000", ""), ("rejected", "", "")]
    page = reply(client, batch, answered(client, batch, wrong))
    shown = text(page, 422)
    assert "2 values of the file cannot be taken. Nothing was changed." in shown
    assert [problem.line for problem in page.context["problems"]] == [3, 4]
    assert Challenge.objects.filter(status="with_provider").count() == 3


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"PK\x03\x04 no zip", b"a,a\n1,2\n"])
def test_a_file_that_is_none(as_user, batch, content):
    page = reply(as_user("pat"), batch, SimpleUploadedFile("reply.csv", content))
    assert "Error: " in text(page, 422)


def test_no_file_at_all(as_user, batch):
    page = as_user("pat").post(f"{ROOT}/batch/{batch.pk}/reply/")
    assert "Choose the file that the provider sent back" in text(page, 422)


def typed(batch, *answers):
    data = {}
    for row, said in zip(batch.challenges.order_by("pk"), answers, strict=True):
        for name, value in zip(("decision", "amount", "reason"), said, strict=True):
            data[f"{name}_{row.pk}"] = value
    return data


def test_answers_are_typed_on_one_page(as_user, batch):
    page = as_user("pat").post(
        f"{ROOT}/batch/{batch.pk}/answers/",
        typed(batch, ("accepted", "", ""), ("rejected", "", "It is right."), ("", "", "")),
        follow=True,
    )
    assert "2 challenges settled, £1,000 accepted." in text(page)
    assert "1 challenge without an answer" in text(as_user("pat").get(f"{ROOT}/batch/{batch.pk}/answers/"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("rejected", "", ""), "A rejection needs a reason."),
        (("partly_accepted", "1000", ""), "below £1,000"),
        (("partly_accepted", "many", ""), "Write pounds and pence"),
        (("", "5", ""), "Say accepted, partly accepted or rejected."),
        (("stolen", "", ""), "Select a valid choice"),
        (("", "", ""), "Answer about at least one challenge"),
    ],
)
def test_typing_by_the_rules_of_the_file(as_user, batch, said, words):
    data = typed(batch, said, ("", "", ""), ("", "", ""))
    assert words in text(as_user("pat").post(f"{ROOT}/batch/{batch.pk}/answers/", data), 422)
    assert Challenge.objects.filter(status="with_provider").count() == 3


def test_once_all_has_ended_there_is_nothing_to_type(as_user, batch):
    client = as_user("pat")
    reply(client, batch, answered(client, batch, ALL))
    assert "there is nothing to type" in text(client.get(f"{ROOT}/batch/{batch.pk}/answers/"))
    assert "Everything in this batch has ended" in text(client.get(f"{ROOT}/batch/{batch.pk}/"))


def test_what_ended_while_somebody_typed_is_told_apart(as_user, batch):
    first, *_ = batch.challenges.order_by("pk")
    client, address = as_user("pat"), f"{ROOT}/batch/{batch.pk}/answers/"
    said = typed(batch, ("accepted", "", ""), ("accepted", "", ""), ("", "", ""))
    client.post(address, {f"decision_{first.pk}": "rejected", f"reason_{first.pk}": "It is right."})
    shown = text(client.post(address, said, follow=True))
    assert "1 challenge settled" in shown
    assert f"Not changed by this reply: Challenge {first.pk} stays rejected." in shown


def test_a_large_batch_is_typed_page_by_page(as_user, batch, monkeypatch):
    monkeypatch.setattr("referrals.views.challenge_replies.PER_PAGE", 2)
    client, address = as_user("pat"), f"{ROOT}/batch/{batch.pk}/answers/"
    last = batch.challenges.order_by("pk")[2]
    shown = text(client.get(address))
    assert "3 challenges without an answer; 1 to 2 are on this page" in shown
    assert "?page=2" in shown
    page = client.get(f"{address}?challenge={last.pk}")
    assert page.context["form"].challenges == [last]
    assert "The challenges before these" in text(page)
    assert "1 to 2 are on this page" in text(client.get(f"{address}?page=x&challenge=x"))
    client.post(f"{address}?page=2", {f"decision_{last.pk}": "accepted"})
    last.refresh_from_db()
    assert last.status == "accepted"


def day(name, year, month, number):
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def test_the_dates_are_seen_and_set(cast, as_user):
    make_challenge(make_episode(cast.alder), amount="700.00")
    client = as_user("fin")
    shown = text(client.get(f"{ROOT}/dates/5P4/"))
    assert "£700" in shown
    assert "usual, not agreed" in shown
    data = {
        **day("first_on", 2009, 3, 20),
        **day("final_on", 2009, 4, 24),
        "reason": "Agreed with the trust.",
    }
    page = client.post(f"{ROOT}/dates/5P4/2009-01/", data, follow=True)
    assert "The dates for January 2009 are set." in text(page)
    assert Reconciliation.objects.get().final_on.isoformat() == "2009-04-24"


def test_dates_that_cannot_be_set_are_told_on_the_page(as_user):
    data = {**day("first_on", 2009, 4, 24), **day("final_on", 2009, 3, 20), "reason": "Wrong way."}
    page = as_user("fin").post(f"{ROOT}/dates/5P4/2009-01/", data)
    assert "must come after 31 January 2009" in text(page, 422)
    assert not Reconciliation.objects.exists()


def test_a_month_out_of_reach_is_not_found(as_user):
    assert as_user("fin").get(f"{ROOT}/dates/5P4/1999-01/").status_code == 404
