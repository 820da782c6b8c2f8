"""A patient's number reaches the own practice, and the PCT where it must; each look is on record.

Every route is opened by everybody whom it lets in; pages, files and what a redirect leads to are all read.
"""

from __future__ import annotations

import io
import zipfile

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from pypdf import PdfReader

from daccom.audit import views_of
from referrals.models import Episode, Extract, RowError
from tests.cast import Cast
from tests.referrals.builders import DECEMBER, JANUARY, make_episode
from tests.sweeps.access import PRACTICE_STAFF, SignedIn
from tests.sweeps.test_access import ROUTES, send

NUMBER = "9990000018"
DURING_LOAD = ("referrals:extract-",)
CHALLENGED = ("referrals:challenge-patient",)


def may_see(person: str, name: str) -> bool:
    """Own practice; PCT information while a file is checked; the commissioner for a challenge's patient."""
    return (
        person in PRACTICE_STAFF
        or (person == "ira" and name.startswith(DURING_LOAD))
        or (person == "pat" and name in CHALLENGED)
    )


def plant(cast: Cast) -> None:
    """All patients of Alder's have the one number, in episodes and in rows that could not be loaded."""
    for month in (DECEMBER, JANUARY):
        make_episode(cast.alder, month)
    Episode.every.filter(practice=cast.alder).update(nhs_number=NUMBER)
    for extract in Extract.objects.all():
        RowError.objects.create(
            extract=extract,
            rule="date",
            line=999,
            column="nhs_number",
            value=NUMBER,
            reason="Is no date",
        )


def text_of(response: HttpResponse) -> str:
    """What a person could read in an answer, with spaces taken out."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"%PDF") and body.rstrip().endswith(b"%%EOF"):
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    elif body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            text = " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    else:
        text = body.decode(errors="replace")
    return text.replace(" ", "").replace("\xa0", "")


def planted(name: str, cast: SignedIn) -> str:
    """The route's address, when all that it needs is there and the number with it."""
    route = ROUTES[name]
    address = reverse(name, kwargs=route.kwargs(cast)) + route.query
    plant(cast)
    return address


def noted(name: str, cast: SignedIn) -> int:
    """How many looks are on record: at Alder's patients, or at a file, whose bad rows may be nobody's."""
    if name.startswith(DURING_LOAD):
        return LogEntry.objects.filter(action=LogEntry.Action.ACCESS).count()
    return views_of(cast.alder.pk).count()


def look(name: str, address: str, person: str, cast: SignedIn) -> tuple[bool, bool]:
    """Whether the number is shown to the person on the route or where it leads, and whether that is noted."""
    client, before = cast.client(person), noted(name, cast)
    response = send(client, ROUTES[name], address, cast)
    shown = NUMBER in text_of(response)
    while response.status_code in (301, 302):
        assert NUMBER not in response.headers["Location"]
        response = client.get(response.headers["Location"])
        shown = shown or NUMBER in text_of(response)
    return shown, noted(name, cast) > before


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_only_who_may_sees_the_number_and_never_unnoticed(name, cast):
    address = planted(name, cast)
    for person in sorted(ROUTES[name].allowed):
        with transaction.atomic():
            shown, is_noted = look(name, address, person, cast)
            sent = " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
            transaction.set_rollback(True)
        assert not shown or may_see(person, name), f"{person} sees a patient of Alder's"
        assert not shown or is_noted, f"{person} leaves no trace"
        assert NUMBER not in sent.replace(" ", "")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("referrals:episode-list", "alice"),
        ("referrals:episode-detail", "bob"),
        ("referrals:frequent-list", "bob"),
        ("referrals:frequent-patient", "alice"),
        ("referrals:challenge-patient", "pat"),
        ("referrals:extract-errors", "ira"),
        ("referrals:extract-errors-csv", "ira"),
    ],
)
def test_the_sweep_finds_what_is_there(name, person, cast):
    assert look(name, planted(name, cast), person, cast) == (True, True)
