"""Three people, in order, each once, under one exact content."""

import pytest
from django.db import IntegrityError, connection, transaction

from daccom.audit import history
from daccom.errors import Refused
from daccom.models import Job
from practices.models import Role
from programmes.models import CommissioningPlan, PlanSignature
from programmes.selectors.plans import signing_state
from programmes.services import signing
from programmes.services.plans import save_section
from programmes.workflow import PLAN
from tests.cast import give_role
from tests.programmes import builders_plan as build

Status = CommissioningPlan.Status


@pytest.fixture
def plan(cast):
    plan = build.make_plan(cast)
    build.send(plan, cast)
    return plan


def refusal(plan, cast, name, **fields):
    """The rule by which `name` may not sign."""
    asked = {
        "content_sha256": plan.versions.order_by("-number")[0].sha256,
        "typed_name": cast[name].name,
        **fields,
    }
    before = PlanSignature.objects.count()
    with pytest.raises(Refused) as refused:
        signing.sign_plan(plan=plan, by=cast[name], **asked)
    assert PlanSignature.objects.count() == before
    return refused.value.rule


def test_three_signatures_in_order_fix_the_plan(cast, plan):
    signatures = build.sign(plan, cast, "chris", "peg", "cal")
    assert plan.status == "signed"
    assert [signature.order for signature in signatures] == [1, 2, 3]
    assert {signature.content_sha256 for signature in signatures} == {plan.versions.get().sha256}


def test_two_signatures_do_not(cast, plan):
    build.sign(plan, cast, "chris", "peg")
    assert plan.status == "signing"


def test_the_third_signature_asks_for_the_sealed_pdf(cast, plan):
    build.sign(plan, cast, "chris", "peg", "cal")
    assert Job.objects.order_by("-pk")[0].key == f"{plan.versions.get().pk}-sealed"


def test_each_signature_is_on_record(cast, plan):
    build.sign(plan, cast, "chris")
    entry = history(plan).first()
    assert (entry.actor, entry.additional_data["verb"]) == (cast.chris, "plan.signed")


def test_a_name_may_be_typed_in_any_case(cast, plan):
    signature = signing.sign_plan(
        plan=plan, content_sha256=plan.versions.get().sha256, typed_name="  chris ", by=cast.chris
    )
    assert signature.typed_name == "Chris"


@pytest.mark.parametrize("name", ["peg", "cal"])
def test_nobody_signs_before_their_turn(cast, plan, name):
    assert refusal(plan, cast, name) == "plan.out-of-turn"


@pytest.mark.parametrize("name", ["erin", "max", "pat", "zoe", "alice"])
def test_others_do_not_sign(cast, plan, name):
    assert refusal(plan, cast, name) == "plan.out-of-turn"


def test_another_name_is_no_signature(cast, plan):
    assert refusal(plan, cast, "chris", typed_name="Erin") == "plan.other-name"


def test_another_content_is_not_signed(cast, plan):
    assert refusal(plan, cast, "chris", content_sha256="0" * 64) == "plan.other-content"


def test_what_was_read_before_a_change_is_not_signed(cast, plan):
    read = plan.versions.get().sha256
    save_section(section=plan.sections.get(order=1), body="New words.", edition=0, by=cast.max)
    build.send(plan, cast)
    assert refusal(plan, cast, "chris", content_sha256=read) == "plan.other-content"


def test_a_draft_is_not_signed(cast, plan):
    save_section(section=plan.sections.get(order=1), body="New words.", edition=0, by=cast.max)
    assert refusal(plan, cast, "chris") == "plan.not-sent"


def test_nobody_signs_twice(cast, plan):
    build.sign(plan, cast, "chris")
    assert refusal(plan, cast, "chris") == "plan.already-signed"


def test_one_person_with_two_roles_signs_once(cast, plan):
    give_role(cast.chris, Role.PEC_CHAIR, cast.pct)
    build.sign(plan, cast, "chris")
    assert refusal(plan, cast, "chris") == "plan.already-signed"


def test_a_signed_plan_takes_no_more_signatures(cast, plan):
    build.sign(plan, cast, "chris", "peg", "cal")
    assert refusal(plan, cast, "cal") == "plan.signed"


def test_two_browsers_at_once_leave_one_signature(cast, plan, monkeypatch):
    version = plan.versions.get()
    build.sign(plan, cast, "chris")
    monkeypatch.setattr(signing, "turn_of", lambda *, plan, by: (version, 1))
    assert refusal(plan, cast, "chris") == "plan.already-signed"


def test_a_plan_that_another_worker_fixed_is_not_fixed_again(cast, plan):
    CommissioningPlan.objects.filter(pk=plan.pk).update(status="signed")
    with pytest.raises(Refused):
        signing._fix(plan, plan.versions.get(), cast.cal)


def test_after_a_change_all_three_sign_afresh(cast, plan):
    build.sign(plan, cast, "chris", "peg")
    save_section(section=plan.sections.get(order=1), body="New words.", edition=0, by=cast.max)
    version = build.send(plan, cast)
    assert signing_state(version).next_order == 1
    build.sign(plan, cast, "chris", "peg", "cal")
    assert plan.status == "signed"


@pytest.mark.parametrize(
    "change", ["UPDATE programmes_planversion SET sha256 = 'x'", "DELETE FROM programmes_plansignature"]
)
def test_the_database_keeps_what_was_signed(cast, plan, change):
    build.sign(plan, cast, "chris")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize("step", PLAN, ids=lambda step: step.name)
@pytest.mark.parametrize("status", Status.values)
def test_every_pair_of_states(step, status):
    allowed = {
        ("draft", "signing"),
        ("draft", "draft"),
        ("signing", "draft"),
        ("signing", "signed"),
    }
    assert (status in step.sources) == ((status, step.target) in allowed)
