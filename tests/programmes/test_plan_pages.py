"""The plan's pages: each says where the plan stands, and refuses what is not one's job."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from daccom.models import Job
from programmes.models import CommissioningPlan
from programmes.services.plans import save_section
from tests.programmes import builders_plan as build


@pytest.fixture
def plan(cast):
    return build.make_plan(cast)


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


def page(client, name, *args, status=200):
    response = client.get(url(name, *args))
    assert response.status_code == status
    return response.content.decode()


def test_the_list_leads_to_the_plan(as_user, plan):
    assert url("plan-detail", plan.pk) in page(as_user("erin"), "plan-list")


def test_without_a_plan_the_list_says_why(as_user, plan):
    assert "There is no plan here" in page(as_user("alice"), "plan-list")


def test_the_plan_page_shows_status_contents_and_who_completes_them(as_user, plan):
    body = page(as_user("erin"), "plan-detail", plan.pk)
    assert "Every section is complete" in body
    assert "2 Agreement" in body
    assert "Not yet" in body


def test_an_empty_section_is_marked_for_its_writer(as_user, plan):
    build.make_section(plan, 4, "Budget", completed_by="pct")
    assert "Yours to write" in page(as_user("pat"), "plan-detail", plan.pk)
    body = page(as_user("max"), "plan-detail", plan.pk)
    assert "Empty" in body
    assert "1 section still to be written" in body


def test_practices_do_not_see_a_draft(as_user, plan):
    page(as_user("alice"), "plan-detail", plan.pk, status=404)


def test_practices_see_the_signed_plan_without_its_drafts(cast, as_user):
    plan = build.make_signed_plan(cast)
    version = plan.versions.get()
    build.make_document(version, "draft")
    sealed = build.make_document(version, "sealed")
    body = page(as_user("alice"), "plan-detail", plan.pk)
    assert url("plan-document", sealed.pk) in body
    assert body.count("/plan-documents/") == 1


def test_practices_are_told_when_the_pdf_is_not_made_yet(cast, as_user):
    plan = build.make_signed_plan(cast)
    Job.objects.filter(key__endswith="-sealed").delete()
    assert "The PDF is not made yet." in page(as_user("alice"), "plan-detail", plan.pk)


def test_the_plan_page_says_who_signs_next(cast, as_user, plan):
    build.send(plan, cast)
    assert "Read and sign the plan" in page(as_user("chris"), "plan-detail", plan.pk)
    body = page(as_user("peg"), "plan-detail", plan.pk)
    assert "Next to sign" in body
    assert "Read and sign the plan" not in body


def test_a_voided_version_says_so(cast, as_user, plan):
    build.send(plan, cast)
    build.sign(plan, cast, "chris")
    save_section(section=plan.sections.get(order=1), body="New", edition=0, by=cast.max)
    assert "Void" in page(as_user("erin"), "plan-detail", plan.pk)


def test_a_failed_pdf_can_be_asked_for_again(cast, as_user, plan):
    version = build.send(plan, cast)
    Job.objects.update(status="failed", finished_at=build.NOW, message="Out of paper.")
    body = page(as_user("pat"), "plan-detail", plan.pk)
    assert "Out of paper." in body
    response = as_user("pat").post(url("plan-pdf", version.pk))
    assert response.url == reverse("job-detail", args=[Job.objects.latest("pk").pk])


def test_practices_do_not_have_pdfs_made(cast, as_user):
    plan = build.make_signed_plan(cast)
    assert as_user("alice").post(url("plan-pdf", plan.versions.get().pk)).status_code == 403


@pytest.mark.parametrize("sections", [3, 12])
def test_the_plan_page_takes_few_queries(cast, as_user, plan, sections, django_assert_max_num_queries):
    for order in range(4, sections + 1):
        build.make_section(plan, order, f"Section {order}", "Text")
    build.send(plan, cast)
    client = as_user("chris")
    with django_assert_max_num_queries(14):
        page(client, "plan-detail", plan.pk)


def test_a_section_is_shown_as_it_will_print(as_user, plan):
    body = page(as_user("erin"), "plan-section", plan.pk, 1)
    assert "What DacCom <em>will</em> do." in body
    assert "Change this section" not in body
    assert "2 Agreement" in body


def test_a_draft_section_shows_figures_of_now(cast, as_user, plan):
    section = build.make_live_section(plan, "review")
    build.make_review(cast)
    assert "Balance" in page(as_user("erin"), "plan-section", plan.pk, section.order)


def test_a_sent_section_shows_the_frozen_figures(cast, as_user, plan):
    section = build.make_live_section(plan, "review")
    build.send(plan, cast)
    build.make_review(cast)
    body = page(as_user("erin"), "plan-section", plan.pk, section.order)
    assert "Balance" not in body
    assert "As frozen on" in body


def test_an_appendix_shows_every_row(cast, as_user, plan):
    build.make_priority(plan)
    section = build.make_live_section(plan, "appendix_national")
    body = page(as_user("erin"), "plan-section", plan.pk, section.order)
    for text in ("N1 Reach N1", "The Action of N1", "The Milestone of N1", "The Outcome of N1"):
        assert text in body


def test_simulated_figures_are_marked(cast, as_user, plan):
    build.make_budgets(cast)
    section = build.make_live_section(plan, "budget")
    body = page(as_user("erin"), "plan-section", plan.pk, section.order)
    assert "simulated</span>" in body
    assert "£2,000" in body


def test_an_empty_section_says_so(as_user, plan):
    build.make_section(plan, 4, "Budget")
    assert "Nothing is written here yet." in page(as_user("erin"), "plan-section", plan.pk, 4)


def test_an_unknown_section_is_not_found(as_user, plan):
    page(as_user("erin"), "plan-section", plan.pk, 99, status=404)


def test_the_writer_changes_a_section(as_user, plan):
    client = as_user("max")
    assert "What DacCom *will* do." in page(client, "plan-section-edit", plan.pk, 1)
    response = client.post(
        url("plan-section-edit", plan.pk, 1), {"body": "New\r\nwords.", "edition": 0}, follow=True
    )
    assert "is saved." in response.content.decode()
    assert plan.sections.get(order=1).body == "New\nwords."


def test_the_other_party_does_not(as_user, plan):
    response = as_user("pat").post(url("plan-section-edit", plan.pk, 1), {"body": "Mine", "edition": 0})
    assert response.status_code == 403
    assert plan.sections.get(order=1).body == "What DacCom *will* do."


def test_saving_what_is_there_says_nothing_changed(as_user, plan):
    text = plan.sections.get(order=1).body
    response = as_user("max").post(
        url("plan-section-edit", plan.pk, 1), {"body": text, "edition": 0}, follow=True
    )
    assert "nothing was changed" in response.content.decode()


def test_two_writers_see_both_texts(cast, as_user, plan):
    save_section(section=plan.sections.get(order=3), body="Pat was first.", edition=0, by=cast.pat)
    response = as_user("max").post(
        url("plan-section-edit", plan.pk, 3), {"body": "Max was second.", "edition": 0}
    )
    body = response.content.decode()
    assert response.status_code == 409
    assert "Pat was first." in body
    assert "Max was second." in body
    assert "Saved by Pat" in body
    assert 'name="edition" value="1"' in body
    assert plan.sections.get(order=3).body == "Pat was first."


@pytest.mark.parametrize("edition", ["", "-1", "x", "99999999999999999999"])
def test_a_form_that_lost_its_edition_keeps_the_text(as_user, plan, edition):
    response = as_user("max").post(
        url("plan-section-edit", plan.pk, 1), {"body": "Typed", "edition": edition}
    )
    assert response.status_code in (409, 422)
    assert "Typed" in response.content.decode()
    assert plan.sections.get(order=1).body == "What DacCom *will* do."


def test_a_text_too_long_is_refused_with_the_text(as_user, plan):
    response = as_user("max").post(
        url("plan-section-edit", plan.pk, 1), {"body": "long " * 10_001, "edition": 0}
    )
    assert response.status_code == 422
    assert "50,000 characters or fewer" in response.content.decode()


def test_a_change_warns_before_and_after_that_signatures_are_void(cast, as_user, plan):
    build.send(plan, cast)
    build.sign(plan, cast, "chris")
    client = as_user("max")
    assert "1 signature already given will be void" in page(client, "plan-section-edit", plan.pk, 1)
    response = client.post(url("plan-section-edit", plan.pk, 1), {"body": "New", "edition": 0}, follow=True)
    assert "signatures under the earlier text are void" in response.content.decode()


def test_a_signed_plan_offers_no_change(cast, as_user):
    plan = build.make_signed_plan(cast)
    assert "its content is fixed" in page(as_user("max"), "plan-section-edit", plan.pk, 1, status=409)
    assert "Change this section" not in page(as_user("max"), "plan-section", plan.pk, 1)


def test_the_programme_manager_sends_the_plan(as_user, plan):
    client = as_user("max")
    assert "Send for signature" in page(client, "plan-send", plan.pk)
    response = client.post(url("plan-send", plan.pk), {"edition": 0})
    assert response.url == url("plan-detail", plan.pk)
    assert CommissioningPlan.objects.get(pk=plan.pk).status == "signing"


@pytest.mark.parametrize("name", ["pat", "chris", "erin"])
def test_others_do_not_send(as_user, plan, name):
    assert as_user(name).post(url("plan-send", plan.pk), {"edition": 0}).status_code == 403
    assert CommissioningPlan.objects.get(pk=plan.pk).status == "draft"


def test_what_is_missing_is_named_before_sending(as_user, plan):
    build.make_section(plan, 4, "Budget")
    assert "these sections are empty" in page(as_user("max"), "plan-send", plan.pk)
    assert as_user("max").post(url("plan-send", plan.pk), {"edition": 0}).status_code == 409


def test_a_stale_page_sends_nothing(cast, as_user, plan):
    save_section(section=plan.sections.get(order=1), body="New", edition=0, by=cast.max)
    assert as_user("max").post(url("plan-send", plan.pk), {"edition": 0}).status_code == 409
    assert as_user("max").post(url("plan-send", plan.pk), {"edition": "x"}).status_code == 422
    assert not plan.versions.exists()


def test_a_sent_plan_is_not_sent_again(cast, as_user, plan):
    build.send(plan, cast)
    assert "nothing to send" in page(as_user("max"), "plan-send", plan.pk)


def test_a_draft_pdf_is_made_on_request(as_user, plan):
    response = as_user("pat").post(url("plan-freeze", plan.pk))
    assert response.url == reverse("job-detail", args=[Job.objects.get().pk])


def test_readers_do_not_make_versions(as_user, plan):
    assert as_user("erin").post(url("plan-freeze", plan.pk)).status_code == 403
    assert not plan.versions.exists()


def test_the_pct_downloads_the_signed_plan(cast, as_user):
    document = build.make_document(build.make_signed_plan(cast).versions.get(), "sealed", b"%PDF whole")
    response = as_user("pat").get(url("plan-document", document.pk))
    assert response.content == b"%PDF whole"
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    name = 'filename="daccom-commissioning-plan-2008-09-version-1-sealed.pdf"'
    assert response["Content-Disposition"] == f"attachment; {name}"
    assert LogEntry.objects.filter(actor=cast.pat, object_id=document.pk, action=3).count() == 1


def test_practices_do_not_download_drafts(cast, as_user, plan):
    document = build.make_document(build.send(plan, cast))
    page(as_user("alice"), "plan-document", document.pk, status=404)
    assert not LogEntry.objects.filter(actor=cast.alice).exists()


def test_the_menu_leads_to_plans(as_user, plan):
    assert f'href="{url("plan-list")}"' in page(as_user("erin"), "plan-list")


def test_the_making_of_the_pdf_can_be_followed_inside(cast, as_user, plan):
    build.send(plan, cast)
    followed = reverse("job-detail", args=[Job.objects.get().pk])
    body = as_user("pat").get(followed).content.decode()
    assert "Making the PDF of DacCom commissioning plan 2008/09, version 1" in body
    assert as_user("alice").get(followed).status_code == 404
