"""A sealed PDF keeps its tags and tells when a byte changed; keys are made once, or named by production."""

from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ImproperlyConfigured

from daccom.pdf import render_pdf
from daccom.sealing import engine as sealing

PAGE = '<section style="break-after: page"><h1>{0}</h1><p><a href="#x">{0}</a></p></section>'
HTML = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A plan</title></head>
<body>{PAGE.format("Cover")}{PAGE.format("Contents")}<p id="x">The end</p></body></html>"""


@pytest.fixture(scope="module")
def plain():
    return render_pdf(HTML)


@pytest.fixture
def sealed(plain):
    return sealing.seal(plain, reason="Signed by three")


def test_a_sealed_document_is_intact(sealed):
    assert sealing.is_intact(sealed)


def test_an_unsealed_one_is_not(plain):
    assert not sealing.is_intact(plain)


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_one_flipped_byte_is_found(plain, sealed, place):
    altered = bytearray(sealed)
    altered[int(len(plain) * place)] ^= 1
    assert not sealing.is_intact(bytes(altered))


def test_what_is_added_after_the_seal_is_found(sealed):
    with pikepdf.open(BytesIO(sealed)) as pdf:
        pdf.docinfo["/Title"] = "Another plan"
        changed = BytesIO()
        pdf.save(changed)
    assert not sealing.is_intact(changed.getvalue())


def test_the_seal_of_another_key_is_not_ours(sealed, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "elsewhere"
    assert not sealing.is_intact(sealed)


def test_no_document_at_all_is_not_intact():
    assert not sealing.is_intact(b"nonsense")


def test_tags_language_and_title_stay(sealed):
    with pikepdf.open(BytesIO(sealed)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_the_seal_takes_no_room_and_keeps_the_tab_order(sealed):
    with pikepdf.open(BytesIO(sealed)) as pdf:
        page = pdf.pages[sealing.PAGE_WITH_LINKS]
        assert page.Tabs == "/S"
        (field,) = [row for row in page.Annots if row.get("/FT") == "/Sig"]
        assert [float(value) for value in field.Rect][0] < 0
        assert str(field.TU) == "Seal of this document"


def test_the_key_is_for_the_owner_alone_and_made_once(settings):
    key, certificate = sealing.key_files()
    before = key.read_bytes()
    assert (key.stat().st_mode & 0o777, certificate.stat().st_mode & 0o777) == (0o600, 0o600)
    assert sealing.key_files()[0].read_bytes() == before


def test_the_first_of_two_workers_makes_the_key(settings):
    key, _ = sealing.key_files()
    before = key.read_bytes()
    sealing._make_pair(key.parent)
    assert key.read_bytes() == before
    assert [folder.name for folder in key.parent.parent.iterdir() if "seal" in folder.name] == ["seal"]


def test_production_seals_with_the_key_it_names(plain, settings):
    settings.SEAL_KEY, settings.SEAL_CERTIFICATE = map(str, sealing.key_files())
    settings.PRODUCTION = True
    assert sealing.is_intact(sealing.seal(plain, reason="Named"))


def test_production_makes_no_key_of_its_own(settings):
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="Set SEAL_KEY and SEAL_CERTIFICATE"):
        sealing.key_files()


def test_files_that_are_no_key_are_named(plain, settings, tmp_path):
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("nonsense")
    settings.SEAL_KEY = settings.SEAL_CERTIFICATE = str(nonsense)
    with pytest.raises(ImproperlyConfigured, match="SEAL_KEY"):
        sealing.seal(plain, reason="Broken")
