"""The whole plan 2008/09 on paper: nothing missing, DRAFT until signed, tagged, sealed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import transaction
from django.test import override_settings
from pypdf import PdfReader

from daccom.markdown import to_html
from daccom.sealing import is_intact
from practices.demo.accounts import load_accounts
from practices.demo.organisations import load_list_sizes, load_organisations
from practices.demo.people import load_people
from practices.models import Role, User
from programmes.demo.plan import load_plan
from programmes.demo.projects import load_projects
from programmes.demo.review import load_review
from programmes.models import CommissioningPlan
from programmes.services.plans import send_for_signature
from programmes.services.signing import sign_plan
from tests.programmes.builders_plan import published

pytestmark = pytest.mark.django_db
SIGNERS = (Role.EXECUTIVE_CHAIR, Role.PEC_CHAIR, Role.PCT_CHIEF_EXECUTIVE)


@dataclass(frozen=True)
class Printed:
    """The content that was frozen, and both PDFs as bytes and as the text of each page."""

    content: dict[str, Any]
    sha256: str
    draft: bytes
    sealed: bytes
    draft_pages: list[str]
    sealed_pages: list[str]
    intact: bool


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, tmp_path_factory):
    """The plan of the demonstration, sent, printed, signed and printed again; the database forgets it."""
    folder = tmp_path_factory.mktemp("seal")
    pinned = override_settings(TODAY="2009-02-20", VAR_DIR=folder)
    with django_db_blocker.unblock(), pinned, transaction.atomic():
        made = _print()
        transaction.set_rollback(True)
    return made


def _print() -> Printed:
    for load in (load_organisations, load_list_sizes, load_people, load_accounts, load_review, load_projects):
        load()
    load_plan()
    plan = CommissioningPlan.objects.get()
    version = send_for_signature(plan=plan, edition=0, by=_holder(Role.PROGRAMME_MANAGER))
    draft = bytes(published(version).content)
    for role in SIGNERS:
        by = _holder(role)
        sign_plan(plan=plan, content_sha256=version.sha256, typed_name=by.name, by=by)
    sealed = bytes(published(version, "sealed").content)
    return Printed(
        version.content, version.sha256, draft, sealed, _pages(draft), _pages(sealed), is_intact(sealed)
    )


def _holder(role: Role) -> User:
    return User.objects.filter(role_assignments__role=role).order_by("pk")[0]


def _pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def letters(text: str) -> str:
    """Letters and digits alone: line ends and hyphens fall where the layout wants them."""
    return re.sub(r"[\W_]+", "", text).casefold()


def whole(printed: Printed) -> str:
    """The letters of all pages, without list markers, head and foot, which come last on each."""
    furniture = re.compile(
        r"(\n(\d+\.|\W)\s*)*\nDacCom Commissioning Plan 2008/09\s+[^\n]*Page \d+ of \d+\s*$"
    )
    return letters("".join(furniture.sub("", page) for page in printed.sealed_pages))


def words_of(markdown: str) -> list[str]:
    """The texts between the marks, each of which prints in one piece."""
    text = unescape(re.sub(r"<[^>]+>", "\n", to_html(markdown)))
    return [line.strip() for line in text.splitlines() if letters(line)]


def test_the_plan_is_long(printed):
    assert len(printed.draft_pages) > 20


def test_every_page_of_a_draft_says_so(printed):
    assert [number for number, text in enumerate(printed.draft_pages, 1) if "DRAFT" not in text] == []


def test_no_page_of_the_signed_plan_does(printed):
    assert [number for number, text in enumerate(printed.sealed_pages, 1) if "DRAFT" in text] == []


def test_every_page_after_the_title_is_numbered(printed):
    whole = len(printed.sealed_pages)
    for number, text in enumerate(printed.sealed_pages[1:], 2):
        assert f"Page {number} of {whole}" in text


def test_contents_name_every_section(printed):
    contents = letters("".join(printed.sealed_pages[1:3]))
    for section in printed.content["sections"]:
        assert letters(f"{section['number']}{section['heading']}") in contents


def test_every_text_is_printed(printed):
    letters_printed = whole(printed)
    missing = [
        line
        for section in printed.content["sections"]
        for line in words_of(section["body"])
        if letters(line) not in letters_printed
    ]
    assert missing == []


def test_every_table_row_is_printed(printed):
    letters_printed = whole(printed)
    tables = [
        block for section in printed.content["sections"] for block in section["blocks"] if "rows" in block
    ]
    heads = [words_of(str(row[0])) for table in tables for row in table["rows"]]
    assert len(heads) > 100
    assert [head for head in heads if not all(letters(line) in letters_printed for line in head)] == []


def test_every_row_of_appendix_1_is_printed(printed):
    letters_printed = whole(printed)
    priorities = [
        priority
        for section in printed.content["sections"]
        for block in section["blocks"]
        for priority in block.get("priorities", [])
    ]
    texts = [
        line
        for priority in priorities
        for row in priority["rows"]
        for text in (*row["actions"], *row["milestones"], *row["outcomes"])
        for line in words_of(text)
    ]
    assert (len(priorities), len(texts) > 400) == (33, True)
    assert [line for line in texts if letters(line) not in letters_printed] == []


def test_bookmarks_lead_to_sections_and_priorities(printed):
    def titles(outline):
        return [
            title
            for entry in outline
            for title in (titles(entry) if isinstance(entry, list) else [entry.title])
        ]

    found = titles(PdfReader(BytesIO(printed.sealed)).outline)
    for title in ("1 Introduction", "7.1 The Executive Committee", "Signatures"):
        assert title in found
    assert any(title.startswith("L20 ") for title in found)


@pytest.mark.parametrize("kind", ["draft", "sealed"])
def test_the_pdf_is_tagged_english_and_says_it_is_accessible(printed, kind):
    with pikepdf.open(BytesIO(getattr(printed, kind))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        meta = pdf.open_metadata()
        assert (meta["pdfuaid:part"], meta["dc:title"]) == ("1", "DacCom Commissioning Plan 2008/09")


def test_tables_have_header_cells(printed):
    with pikepdf.open(BytesIO(printed.sealed)) as pdf:
        kinds = [str(row.S) for row in pdf.objects if isinstance(row, pikepdf.Dictionary) and "/S" in row]
    assert kinds.count("/TH") > 150
    assert kinds.count("/Table") > 33


def test_the_draft_waits_for_three_signatures(printed):
    assert printed.draft_pages[-1].count("Waiting for signature") == 3


def test_the_signed_plan_shows_who_signed_what(printed):
    last = printed.sealed_pages[-1]
    assert "Waiting" not in last
    assert last.count("Signed 20 February 2009 at") == 3
    assert printed.sha256 in re.sub(r"\s", "", last)
    for role in printed.content["signatories"]:
        assert letters(role) in letters(last)


def test_the_seal_holds(printed):
    assert printed.intact


def test_simulated_figures_are_marked(printed):
    assert "simulated" in "".join(printed.sealed_pages)


def test_every_page_of_appendix_1_repeats_the_heads(printed):
    wide = [
        text
        for page, text in zip(PdfReader(BytesIO(printed.sealed)).pages, printed.sealed_pages, strict=True)
        if page.mediabox.width > page.mediabox.height
    ]
    assert len(wide) > 20
    notes = re.compile(r"Notes on the source|[NL]\d+: ")
    assert [text[:80] for text in wide if "Timescale" not in text and not notes.match(text)] == []
