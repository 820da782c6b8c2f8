"""Writing a plan: nobody's text is lost, a change voids what was signed, a signed plan stays as it is."""

import pytest

from daccom.audit import history
from daccom.errors import Refused
from daccom.models import Job
from programmes.models import PlanSection
from programmes.services.plans import SectionMovedOn, freeze_draft, save_section, send_for_signature
from tests.programmes import builders_plan as build


@pytest.fixture
def plan(cast):
    return build.make_plan(cast)


@pytest.fixture
def section(plan):
    return plan.sections.get(order=1)


def verbs(target):
    return [entry.additional_data["verb"] for entry in history(target)]


def test_saving_replaces_the_text_and_says_who(cast, section):
    assert save_section(section=section, body="New words.", edition=0, by=cast.max)
    section.refresh_from_db()
    assert (section.body, section.edition) == ("New words.", 1)
    entry = history(section).first()
    assert entry.actor == cast.max
    assert entry.changes["body"] == ["What DacCom *will* do.", "New words."]


def test_saving_counts_as_a_change_of_the_plan(cast, plan, section):
    save_section(section=section, body="New words.", edition=0, by=cast.max)
    plan.refresh_from_db()
    assert (plan.edition, plan.status) == (1, "draft")


def test_saving_the_same_text_changes_nothing(cast, plan, section):
    build.send(plan, cast)
    assert not save_section(section=section, body=section.body, edition=0, by=cast.max)
    plan.refresh_from_db()
    assert plan.status == "signing"


def test_the_second_of_two_writers_is_shown_the_first_text(cast, section):
    save_section(section=section, body="Max was first.", edition=0, by=cast.max)
    with pytest.raises(SectionMovedOn) as refused:
        save_section(section=section, body="Pat was second.", edition=0, by=cast.pat)
    assert refused.value.section.body == "Max was first."
    assert PlanSection.objects.get(pk=section.pk).body == "Max was first."


def test_a_change_voids_the_signatures_and_says_so_on_record(cast, plan, section):
    build.send(plan, cast)
    build.sign(plan, cast, "chris", "peg")
    save_section(section=section, body="New words.", edition=0, by=cast.max)
    plan.refresh_from_db()
    assert plan.status == "draft"
    assert verbs(plan)[0] == "plan.signatures-voided"
    assert history(plan).first().changes["signed by"] == ["Chris, Peg", ""]


def test_a_signed_plan_cannot_be_changed(cast):
    section = build.make_signed_plan(cast).sections.get(order=1)
    with pytest.raises(Refused) as refused:
        save_section(section=section, body="New words.", edition=0, by=cast.max)
    assert refused.value.rule == "plan.signed"
    assert PlanSection.objects.get(pk=section.pk).body == "What DacCom *will* do."


def test_sending_freezes_the_content_and_asks_for_its_pdf(cast, plan):
    version = build.send(plan, cast)
    assert plan.status == "signing"
    assert (version.number, version.made_by) == (1, cast.max)
    assert version.content["sections"][0]["body"] == "What DacCom *will* do."
    assert Job.objects.get().key == f"{version.pk}-draft"
    assert "plan.sent-for-signature" in verbs(plan)


def test_what_was_frozen_stays_when_the_figures_move(cast, plan):
    build.make_live_section(plan, "review")
    version = build.send(plan, cast)
    build.make_review(cast)
    version.refresh_from_db()
    assert version.content["sections"][-1]["blocks"][0]["rows"] == []


def test_a_plan_with_an_empty_section_is_not_sent(cast, plan):
    build.make_section(plan, 4, "Budget")
    with pytest.raises(Refused) as refused:
        build.send(plan, cast)
    assert refused.value.rule == "plan.incomplete"
    assert "4 Budget" in refused.value.message
    assert not plan.versions.exists()


def test_a_plan_that_moved_on_is_not_sent_unseen(cast, plan, section):
    save_section(section=section, body="New words.", edition=0, by=cast.pat)
    with pytest.raises(Refused) as refused:
        send_for_signature(plan=plan, edition=0, by=cast.max)
    assert refused.value.rule == "plan.moved-on"
    assert not plan.versions.exists()


def test_sending_twice_sends_once(cast, plan):
    build.send(plan, cast)
    with pytest.raises(Refused):
        build.send(plan, cast)
    assert plan.versions.count() == 1


def test_sent_again_after_a_change_is_the_next_version(cast, plan, section):
    first = build.send(plan, cast)
    save_section(section=section, body="New words.", edition=0, by=cast.max)
    second = build.send(plan, cast)
    assert second.number == 2
    assert second.sha256 != first.sha256


def test_a_draft_is_kept_as_a_version_and_stays_a_draft(cast, plan):
    job = freeze_draft(plan=plan, by=cast.pat)
    plan.refresh_from_db()
    assert plan.status == "draft"
    assert job.key == f"{plan.versions.get().pk}-draft"
    assert verbs(plan) == ["plan.draft-kept"]


def test_a_plan_out_for_signature_is_no_draft_to_keep(cast, plan):
    build.send(plan, cast)
    with pytest.raises(Refused) as refused:
        freeze_draft(plan=plan, by=cast.max)
    assert refused.value.rule == "plan.not-a-draft"
    assert plan.versions.count() == 1
