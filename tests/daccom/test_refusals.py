"""A refusal that no view caught is a page that says why and what to do."""

from django.test import RequestFactory

from daccom.errors import Refused
from daccom.refusals import RefusedMiddleware


def answer(error, user):
    request = RequestFactory().get("/")
    request.user = user
    return RefusedMiddleware(lambda request: None).process_exception(request, error)


def test_a_refusal_says_why_and_what_next(cast):
    response = answer(
        Refused("return.closed", "The month is closed.", "Ask DacCom for an extension."), cast.alice
    )
    assert response.status_code == 409
    assert "The month is closed." in response.content.decode()
    assert "Ask DacCom for an extension." in response.content.decode()


def test_other_errors_pass_by(cast):
    assert answer(ValueError("x"), cast.alice) is None


def test_a_refusal_reads_as_one_text():
    assert str(Refused("a.b", "No.", "Do this.")) == "No. Do this."
    assert str(Refused("a.b", "No.")) == "No."
