"""Proposals to spend freed-up money: every step from every state, who decides, and what is left."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from budgets.models import ReinvestmentProposal
from budgets.services import reinvestment as services
from budgets.workflow import APPROVE, CHANGE, DECLINE, PROPOSE, REINVESTMENT, SPEND
from daccom.audit import history
from daccom.errors import Refused
from daccom.work import items_for
from daccom.workflow import move
from practices.models import Role
from tests.budgets.builders import make_budget, make_year_of_spend
from tests.budgets.builders_reinvestment import SAVED_AT, make_proposal
from tests.cast import give_role

TODAY = dt.date(2009, 2, 20)
ALLOWED = {
    ("draft", "change"): "draft",
    ("draft", "propose"): "proposed",
    ("proposed", "approve"): "approved",
    ("proposed", "decline"): "declined",
    ("approved", "record what was spent"): "spent",
}
NEW = "/budgets/daccom/2009-01/freed/new/"
DRAFT = {"seen": "0", "title": "Monitors", "benefit": "Fewer are treated for nerves.", "amount": "300"}


@pytest.fixture
def saved(cast):
    """Alder frees up £1,000, of which £700 are its own and £300 the group's."""
    make_budget(cast.alder, 12_040)
    make_year_of_spend(cast.alder, 920)
    return cast


def fields(step, user):
    """What the database asks for in the step's target state."""
    decided = {"decided_at": SAVED_AT, "decided_by": user, "decision_words": "Yes"}
    spent = {"spent_at": SAVED_AT, "spent_by": user, "spent_amount": 1}
    return {CHANGE: {}, PROPOSE: {}, APPROVE: decided, DECLINE: decided, SPEND: spent}[step]


@pytest.mark.parametrize("step", REINVESTMENT, ids=lambda step: step.name)
@pytest.mark.parametrize("state", ReinvestmentProposal.Status.values)
def test_each_step_from_each_state(cast, state, step):
    row = make_proposal(cast.dacorum, None, state)
    moved = move(ReinvestmentProposal.objects.filter(pk=row.pk), step, **fields(step, cast.dee))
    row.refresh_from_db()
    assert moved == ((state, step.name) in ALLOWED)
    assert row.status == ALLOWED.get((state, step.name), state)


def propose(cast, row, seen=1):
    services.propose(proposal=row, seen=seen, by=cast.alice, today=TODAY)


def decide(row, by, approve=True, words="Yes"):
    services.decide_proposal(proposal=row, approve=approve, words=words, by=by, today=TODAY)


def test_a_proposal_that_fits_waits_for_a_decision(saved):
    row = make_proposal(saved.dacorum, saved.alder, amount=700)
    propose(saved, row)
    row.refresh_from_db()
    assert row.status == "proposed"
    assert history(row)[0].additional_data["verb"] == "reinvestment.proposed"


def test_a_proposal_beyond_what_is_left_is_refused_with_the_figure(saved):
    make_proposal(saved.dacorum, saved.alder, "approved", 100)
    row = make_proposal(saved.dacorum, saved.alder, amount="600.01")
    with pytest.raises(Refused) as refused:
        propose(saved, row)
    assert "£600.01 is more than is left for Alder Surgery: its share is £700, £100 of it is taken" in str(
        refused.value
    )
    assert "£600 is left" in str(refused.value)


def test_where_nothing_is_known_nothing_is_left(saved):
    row = make_proposal(saved.dacorum, saved.birch, amount=1)
    with pytest.raises(Refused, match="nothing is known to be freed up"):
        propose(saved, row)


def test_the_groups_share_is_its_own(saved):
    row = make_proposal(saved.dacorum, None, amount=301)
    with pytest.raises(Refused, match="more than is left for DacCom: its share is £300"):
        propose(saved, row)


def test_a_changed_draft_is_not_sent_unread(saved):
    row = make_proposal(saved.dacorum, saved.alder)
    services.change_proposal(
        proposal=row, title="Other", benefit="More", amount=Decimal(5), seen=1, by=saved.alice
    )
    with pytest.raises(Refused, match="changed after you opened"):
        propose(saved, row)
    row.refresh_from_db()
    assert (row.status, row.edition, row.title) == ("draft", 2, "Other")


def test_the_chair_or_a_director_decides(saved):
    for by in (saved.chris, saved.dee):
        row = make_proposal(saved.dacorum, saved.alder, "proposed")
        decide(row, by)
        row.refresh_from_db()
        assert (row.status, row.decided_by) == ("approved", by)


def test_nobody_decides_their_own(saved):
    row = make_proposal(saved.dacorum, None, "proposed", by=saved.chris)
    with pytest.raises(Refused, match="You wrote this proposal yourself"):
        decide(row, saved.chris)


def test_whoever_drafted_it_does_not_decide_after_another_saved_it(saved):
    give_role(saved.dee, Role.PROGRAMME_MANAGER, saved.dacorum)
    said = {"title": "Monitors", "benefit": "Fewer are treated for nerves.", "amount": Decimal(100)}
    row = services.draft_proposal(group=saved.dacorum, practice=None, year=2008, by=saved.dee, **said)
    services.change_proposal(proposal=row, seen=1, by=saved.max, **said)
    services.propose(proposal=row, seen=2, by=saved.max, today=TODAY)
    row.refresh_from_db()
    with pytest.raises(Refused, match="You wrote this proposal yourself"):
        decide(row, saved.dee)
    assert not [item for item in items_for(saved.dee, TODAY) if item.title.startswith("Decide about")]
    decide(row, saved.chris)


def test_nobody_decides_for_their_own_practice(saved):
    give_role(saved.dee, Role.GP, saved.alder)
    row = make_proposal(saved.dacorum, saved.alder, "proposed")
    with pytest.raises(Refused, match="a practice of your own"):
        decide(row, saved.dee)
    row.refresh_from_db()
    assert row.status == "proposed"


def test_what_fell_since_cannot_be_approved_only_declined(saved):
    row = make_proposal(saved.dacorum, saved.alder, "proposed", 800)
    with pytest.raises(Refused, match="£700 is left"):
        decide(row, saved.dee)
    decide(row, saved.dee, approve=False)
    row.refresh_from_db()
    assert row.status == "declined"


def test_declining_says_why(saved):
    row = make_proposal(saved.dacorum, saved.alder, "proposed")
    with pytest.raises(Refused, match="declined with a reason"):
        decide(row, saved.dee, approve=False, words="")


def test_a_decision_is_made_once(saved):
    row = make_proposal(saved.dacorum, saved.alder, "proposed")
    decide(row, saved.dee)
    with pytest.raises(Refused, match="changed after you opened"):
        decide(row, saved.chris, approve=False)


@pytest.mark.parametrize("amount", ["-0.01", "100.01"])
def test_no_more_is_spent_than_was_approved(saved, amount):
    row = make_proposal(saved.dacorum, saved.alder, "approved", 100)
    with pytest.raises(Refused, match="is not between nought and the £100"):
        services.record_spent(proposal=row, amount=Decimal(amount), by=saved.fin)


def test_from_draft_to_spent_on_the_pages(saved, as_user):
    made = as_user("alice").post(NEW, {**DRAFT, "body": saved.alder.ods_code})
    page = made.headers["Location"]
    assert as_user("dee").get(page).status_code == 404
    as_user("alice").post(f"{page}edit/", {**DRAFT, "seen": "1", "amount": "250"})
    as_user("alice").post(f"{page}send/", {"seen": "2"})
    assert b"Record the decision" in as_user("dee").get(page).content
    as_user("dee").post(f"{page}decide/", {"decision": "approve", "words": "Good"})
    as_user("fin").post(f"{page}spend/", {"amount": "248.90"})
    row = ReinvestmentProposal.objects.get()
    assert (row.status, row.amount, row.spent_amount) == ("spent", 250, Decimal("248.90"))
    text = as_user("charlie").get(page).content.decode()
    for words in ("Approved by Dee", "Good", "£248.90", "Saved by Alice"):
        assert words in text


@pytest.mark.parametrize(
    ("name", "path", "sent", "status"),
    [
        ("alice", "edit/", {**DRAFT, "amount": "0"}, 422),
        ("alice", "edit/", {**DRAFT, "seen": "9"}, 422),
        ("alice", "send/", {"seen": "x"}, 422),
        ("dee", "decide/", {"decision": "decline"}, 404),
    ],
)
def test_a_draft_refuses_what_is_wrong(saved, as_user, name, path, sent, status):
    row = make_proposal(saved.dacorum, saved.alder)
    assert as_user(name).post(f"/budgets/proposals/{row.pk}/{path}", sent).status_code == status
    row.refresh_from_db()
    assert (row.status, row.edition) == ("draft", 1)


@pytest.mark.parametrize(
    ("state", "name", "path", "sent", "words"),
    [
        ("proposed", "dee", "decide/", {"decision": "decline"}, "Enter why you decline"),
        ("approved", "fin", "spend/", {"amount": "-1"}, "Enter 0 or more"),
    ],
)
def test_the_forms_say_what_is_missing(saved, as_user, state, name, path, sent, words):
    row = make_proposal(saved.dacorum, saved.alder, state)
    answer = as_user(name).post(f"/budgets/proposals/{row.pk}/{path}", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "name", "path", "sent", "words"),
    [
        ("draft", "alice", "send/", {"seen": "1"}, "is more than is left"),
        ("proposed", "dee", "decide/", {"decision": "approve"}, "is more than is left"),
        ("approved", "fin", "spend/", {"amount": "9999"}, "is not between nought"),
    ],
)
def test_what_is_refused_is_said_on_the_page(saved, as_user, state, name, path, sent, words):
    row = make_proposal(saved.dacorum, saved.alder, state, 5000)
    answer = as_user(name).post(f"/budgets/proposals/{row.pk}/{path}", sent, follow=True)
    assert words in answer.content.decode()
    row.refresh_from_db()
    assert row.status == state


def test_a_decider_of_the_own_practice_is_told_why_there_is_no_form(saved, as_user):
    give_role(saved.dee, Role.GP, saved.alder)
    row = make_proposal(saved.dacorum, saved.alder, "proposed")
    page = as_user("dee").get(f"/budgets/proposals/{row.pk}/").content.decode()
    assert "This proposal is for a practice of your own." in page
    assert "Record the decision" not in page


def test_a_new_proposal_says_what_is_missing(saved, as_user):
    answer = as_user("max").post(NEW, {"seen": "0", "body": "group"})
    assert answer.status_code == 422
    assert as_user("erin").get(NEW).status_code == 403


def titles(user):
    return [item.title for item in items_for(user, TODAY)]


def test_it_waits_for_whoever_acts_next(saved):
    make_proposal(saved.dacorum, saved.alder, "proposed")
    make_proposal(saved.dacorum, None, "approved")
    mine = make_proposal(saved.dacorum, None, "proposed", by=saved.chris)
    assert sum("Decide about" in title for title in titles(saved.dee)) == 2
    assert sum("Decide about" in title for title in titles(saved.chris)) == 1
    assert mine.title
    assert sum("Record what was spent" in title for title in titles(saved.fin)) == 1
    assert not any("Decide about" in title for title in titles(saved.alice))
