"""The grid from a spreadsheet, as people use it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from daccom.spreadsheets import write_xlsx
from referrals.models import MonthlyReturn, ReferralCount
from tests.referrals.builders import DECEMBER, JANUARY, make_return
from tests.referrals.builders_clinicians import make_clinician, make_return_by_clinician

PAGE = "/referrals/E82901/2009-01/referrals/upload/"
TEMPLATE = "/referrals/E82901/2009-01/referrals/template/"
GOOD = "Specialty code,Elective,Unscheduled\n100,4,0\n330,7,\n"


@pytest.fixture
def alice(as_user, specialties):
    return as_user("alice")


def upload(client, content=GOOD, name="january.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def boxes(page):
    """What the checked page would send."""
    return {
        name: value
        for form in page.context["forms"]
        for name, value in [
            (form["edition"].html_name, form["edition"].value()),
            *((cell.field.html_name, cell.value) for cell in form.cells),
        ]
    }


def test_a_file_is_shown_and_not_stored(alice, cast, specialties):
    make_return(cast.alder, counts={specialties[0]: (2, None), specialties[2]: (7, 3)})
    page = upload(alice)
    text = page.content.decode()
    assert page.status_code == 200
    assert "2 boxes differ from what is stored" in text
    assert "Stored now: 2" in text
    assert page.context["forms"][0].total == 4 + 0 + 7 + 3
    assert sum(ReferralCount.objects.values_list("referrals", flat=True)) == 12


def test_the_person_saves_it(alice):
    page = upload(alice)
    saved = alice.post(PAGE, {**boxes(page), "save": "1"})
    assert saved.status_code == 302
    assert sorted(ReferralCount.objects.values_list("referrals", flat=True)) == [0, 4, 7]


def test_a_workbook(alice, specialties):
    book = write_xlsx(["Specialty", "Elective", "Unscheduled"], [["Dermatology", 7, 1]], "January")
    assert upload(alice, book, "january.xlsx").context["forms"][0].total == 8


def test_every_problem_is_told_and_nothing_changes(alice):
    page = upload(alice, "Specialty code,Elective,Unscheduled\n999,many,1\n100,-1,2\n")
    text = page.content.decode()
    assert page.status_code == 422
    assert "3 problems in the file" in text
    assert "“many”" in text
    assert "This is no specialty of the return." in text
    assert not MonthlyReturn.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no archive", b"\xff\xfe\x00", b'a,"b\n', b"x" * 1_000_001]
)
def test_what_is_no_spreadsheet_is_refused_in_words(alice, content):
    page = upload(alice, content)
    assert page.status_code == 422
    assert "file" in page.context["form"].errors
    assert alice.get(PAGE).status_code == 200


def test_no_file(alice):
    assert alice.post(PAGE, {}).status_code == 422


def test_nothing_to_save(alice):
    assert alice.post(PAGE, {"save": "1"}).status_code == 422


def test_a_figure_changed_for_the_worse_before_saving(alice):
    typed = {**boxes(upload(alice)), "practice-figure-100-elective": "many", "save": "1"}
    assert alice.post(PAGE, typed).status_code == 422
    assert not MonthlyReturn.objects.exists()


def test_somebody_saved_meanwhile(alice, cast, specialties):
    typed = {**boxes(upload(alice)), "save": "1"}
    make_return(cast.alder, counts={specialties[0]: (9, 9)})
    page = alice.post(PAGE, typed)
    assert page.status_code == 409
    assert "Stored now: 9" in page.content.decode()
    assert alice.post(PAGE, {**boxes(page), "save": "1"}).status_code == 302


def test_a_file_by_clinician_fills_each_grid(alice, cast, specialties):
    ann, ben = make_clinician(cast.alder, "Dr Ann Example"), make_clinician(cast.alder, "Dr Ben Sample")
    make_return_by_clinician(cast.alder, {ben: None})
    page = upload(
        alice,
        "Code,Clinician,Elective,Unscheduled\n100,Dr Ann Example,4,0\n330,Dr Ben Sample,7,1\n",
    )
    assert [form.clinician for form in page.context["forms"]] == [ann, ben]
    assert alice.post(PAGE, {**boxes(page), "save": "1"}).status_code == 302
    found = set(ReferralCount.objects.values_list("clinician", "referrals"))
    assert found == {(ann.pk, 4), (ann.pk, 0), (ben.pk, 7), (ben.pk, 1)}


def test_the_file_to_fill_in(alice, cast, specialties):
    make_return(cast.alder, DECEMBER, "submitted", counts={specialties[0]: (17, 0)})
    make_return(cast.alder, JANUARY, counts={specialties[0]: (4, None)})
    response = alice.get(f"{TEMPLATE}csv/")
    assert response.headers["Content-Disposition"] == ('attachment; filename="referrals-E82901-2009-01.csv"')
    assert response.content.decode("utf-8-sig").splitlines()[1] == "100,General Surgery,4,,17,0"
    assert alice.get(f"{TEMPLATE}xlsx/").content.startswith(b"PK")
    assert alice.get(f"{TEMPLATE}pdf/").status_code == 404


def test_a_name_in_the_file_cannot_run(alice, cast, specialties):
    make_return_by_clinician(cast.alder, {make_clinician(cast.alder, "=HYPERLINK(1)"): None})
    assert ",'=HYPERLINK(1)," in alice.get(f"{TEMPLATE}csv/").content.decode()


def test_a_closed_month_takes_no_file(alice, settings):
    settings.TODAY = "2009-04-01"
    assert "cannot be changed any more" in alice.get(PAGE).content.decode()


def test_a_gp_uploads_nothing(as_user, specialties):
    assert upload(as_user("bob")).status_code == 403
