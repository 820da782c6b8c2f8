"""The plan: three people sign, with and without JavaScript, and the PCT downloads what they signed."""

from __future__ import annotations

import hashlib
import io
import re

import pypdf

from tests.browser.visitor import PASSWORD, Visitor

SIGNATORIES = [
    ("chair@daccom.example", "Peter Langford", False),
    ("pec-chair@westherts.example", "Dr Olivia Grant", True),
    ("chief-executive@westherts.example", "Robert Ashby", False),
]
PLAN = re.compile("commissioning plan 2008.09")
COMMISSIONER = "commissioner@westherts.example"


def test_three_people_sign_and_the_pct_downloads(visit):
    for email, name, javascript in SIGNATORIES:
        sign(visit(email, javascript=javascript), name)
    commissioner = visit(COMMISSIONER)
    commissioner.go("/programmes/plans/")
    commissioner.follow(PLAN, within="main")
    commissioner.wait_for(re.compile("Download version 1, signed", re.I))
    content = commissioner.download(re.compile("Download version 1, signed", re.I))
    assert hashlib.sha256(content).hexdigest() in commissioner.text
    assert_is_the_signed_plan(content)
    plain = visit(COMMISSIONER, javascript=False)
    plain.go(commissioner.page.url)
    assert plain.download(re.compile("Download version 1, signed", re.I)) == content


def sign(signatory: Visitor, name: str) -> None:
    signatory.follow("Sign the commissioning plan 2008/09")
    signatory.fill("Your full name", name)
    signatory.fill("Your password", "not the password")
    signatory.press("Sign the plan")
    assert signatory.page.title().startswith("Error: ")
    signatory.fill("Your full name", name)
    signatory.fill("Your password", PASSWORD)
    signatory.press("Sign the plan")
    assert signatory.sees(name)


def assert_is_the_signed_plan(content: bytes) -> None:
    document = pypdf.PdfReader(io.BytesIO(content))
    words = [page.extract_text() for page in document.pages]
    assert len(words) > 20
    assert not [number for number, page in enumerate(words, 1) if "DRAFT" in page]
    for _, name, _ in SIGNATORIES:
        assert any(name in page for page in words)


def test_every_section_can_be_read(visit, javascript):
    commissioner = visit(COMMISSIONER, javascript=javascript)
    commissioner.go("/programmes/plans/")
    commissioner.follow(PLAN, within="main")
    sections = commissioner.page.locator("main a[href*='/sections/']")
    for address in [link.get_attribute("href") for link in sections.all()]:
        commissioner.go(address)
