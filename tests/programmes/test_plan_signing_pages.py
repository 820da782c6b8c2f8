"""The page on which the next of the three signs: what it shows, and what it does not take."""

import pytest
from django.urls import reverse

from programmes.models import CommissioningPlan, PlanSignature
from tests.cast import PASSWORD
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


def signature(plan, name="Chris", **fields):
    sha256 = plan.versions.order_by("-number")[0].sha256
    return {"typed_name": name, "password": PASSWORD, "content_sha256": sha256, **fields}


def test_the_signing_page_shows_what_is_signed(cast, as_user, plan):
    version = build.send(plan, cast)
    document = build.make_document(version)
    body = page(as_user("chris"), "plan-sign", plan.pk)
    assert version.sha256 in body
    assert url("plan-document", document.pk) in body
    assert "What signing means" in body


def test_the_signing_page_shows_who_signed_before(cast, as_user, plan):
    build.send(plan, cast)
    build.sign(plan, cast, "chris")
    body = page(as_user("peg"), "plan-sign", plan.pk)
    assert "DacCom Executive Chair: Chris" in body
    assert "The PDF of this version is not made yet" in body


def test_three_people_sign_on_their_pages(cast, as_user, plan):
    build.send(plan, cast)
    for name in build.SIGNATORIES:
        response = as_user(name).post(url("plan-sign", plan.pk), signature(plan, name), follow=True)
        assert "You have signed" in response.content.decode()
    assert CommissioningPlan.objects.get(pk=plan.pk).status == "signed"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"password": "wrong"}, "The password is not right"),
        ({"password": ""}, "Enter your password"),
        ({"name": "Erin"}, "Your full name must be Chris"),
        ({"name": ""}, "Enter your full name"),
        ({"content_sha256": "nonsense"}, "There is a problem"),
    ],
)
def test_a_signature_with_a_mistake_is_not_taken(cast, as_user, plan, typed, error):
    build.send(plan, cast)
    response = as_user("chris").post(url("plan-sign", plan.pk), signature(plan, **typed))
    assert response.status_code == 422
    assert error in response.content.decode()
    assert PASSWORD not in response.content.decode()
    assert not PlanSignature.objects.exists()


def test_the_form_is_no_place_to_guess_passwords(cast, as_user, plan):
    build.send(plan, cast)
    client = as_user("chris")
    for _ in range(5):
        client.post(url("plan-sign", plan.pk), signature(plan, password="wrong"))
    response = client.post(url("plan-sign", plan.pk), signature(plan))
    assert response.status_code == 422
    assert "15 minutes" in response.content.decode()
    assert not PlanSignature.objects.exists()


def test_a_stale_hash_is_refused_with_the_reason(cast, as_user, plan):
    build.send(plan, cast)
    response = as_user("chris").post(url("plan-sign", plan.pk), signature(plan, content_sha256="0" * 64))
    assert response.status_code == 409
    assert "The plan changed after you opened this page" in response.content.decode()


def test_out_of_turn_is_refused_with_the_reason(cast, as_user, plan):
    build.send(plan, cast)
    assert "It is not your turn" in page(as_user("peg"), "plan-sign", plan.pk, status=409)


def test_signing_twice_signs_once(cast, as_user, plan):
    build.send(plan, cast)
    client, typed = as_user("chris"), signature(plan)
    client.post(url("plan-sign", plan.pk), typed)
    assert client.post(url("plan-sign", plan.pk), typed).status_code == 409
    assert PlanSignature.objects.count() == 1


def test_others_do_not_open_the_signing_page(cast, as_user, plan):
    build.send(plan, cast)
    assert "Your roles are none of these" in page(as_user("max"), "plan-sign", plan.pk, status=403)
