"""The grid of referrals, as people and spreadsheets fill it."""

import pytest
from django.urls import reverse

from referrals.models import MonthlyReturn, ReferralCount
from tests.referrals.builders import DECEMBER, JANUARY, make_return

PAGE = "/referrals/E82901/2009-01/referrals/"


def boxes(figure="", **changes):
    """All boxes with one figure, but for those in `changes` such as figure_330_elective."""
    every = {
        f"figure-{code}-{urgency}": figure
        for code in (100, 110, 330)
        for urgency in ("elective", "unscheduled")
    }
    return {**every, "edition": "0", **{name.replace("_", "-"): value for name, value in changes.items()}}


@pytest.fixture
def alice(as_user, specialties):
    return as_user("alice")


def test_a_get_writes_nothing(alice):
    assert alice.get(PAGE).status_code == 200
    assert not MonthlyReturn.objects.exists()


def test_saving_leads_back_to_the_month(alice):
    response = alice.post(PAGE, boxes("2", figure_330_elective="0"), follow=True)
    assert response.redirect_chain[0][0] == "/referrals/E82901/2009-01/"
    assert "The referrals of January 2009 are saved." in response.content.decode()
    assert sum(ReferralCount.objects.values_list("referrals", flat=True)) == 10


def test_last_months_figure_stands_beside_each_box(alice, cast, specialties):
    make_return(cast.alder, DECEMBER, "submitted", counts={specialties[2]: (17, None)})
    cells = alice.get(PAGE).context["form"].rows[2].cells
    assert [cell.last for cell in cells] == [17, None]


def test_what_is_stored_comes_back_with_its_totals(alice, cast, specialties):
    make_return(cast.alder, counts={specialties[0]: (4, 1), specialties[1]: (None, 2)})
    form = alice.get(PAGE).context["form"]
    assert [row.total for row in form.rows] == [5, 2, None]
    assert form.column_totals == [("elective", 4), ("unscheduled", 3)]
    assert form.total == 7


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-3", "Dermatology, elective: enter 0 or more"),
        ("many", "Dermatology, elective: enter a whole number, such as 12"),
        ("2.5", "Dermatology, elective: enter a whole number, such as 12"),
        ("1000000000", "Dermatology, elective: enter 9,999 or fewer"),
        ("10⁹", "Dermatology, elective: enter a whole number, such as 12"),
        ("9" * 5000, "Dermatology, elective: enter a whole number, such as 12"),
    ],
)
def test_a_figure_that_cannot_be_is_named_and_kept(alice, typed, words):
    response = alice.post(PAGE, boxes("1", figure_330_elective=typed))
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert f'value="{typed}"' in text
    assert 'href="#id_figure-330-elective"' in text
    assert not ReferralCount.objects.exists()


def test_thousands_may_be_typed_with_a_comma(alice):
    alice.post(PAGE, boxes("", figure_330_elective="1,204"))
    assert ReferralCount.objects.get().referrals == 1204


def test_nobody_with_figures_is_an_error_by_the_box(alice):
    response = alice.post(PAGE, boxes("0", nil="on"))
    assert response.status_code == 422
    assert "nil" in response.context["form"].errors


def test_nobody_alone_is_saved(alice):
    assert alice.post(PAGE, boxes(nil="on")).status_code == 302
    assert MonthlyReturn.objects.get().nil_referrals


@pytest.mark.parametrize("edition", ["", "x", "-1"])
def test_a_form_without_its_edition_is_asked_again(alice, edition):
    assert alice.post(PAGE, boxes("1", edition=edition)).status_code == 422


def test_a_stale_form_shows_both_and_can_be_saved_knowingly(alice, cast, specialties):
    make_return(cast.alder, counts=dict.fromkeys(specialties, (8, 8)))
    response = alice.post(PAGE, boxes("5"))
    text = response.content.decode()
    assert response.status_code == 409
    assert "Stored now: 8" in text
    assert text.count('value="5"') == 6
    again = alice.post(PAGE, boxes("5", edition=response.context["form"]["edition"].value()))
    assert again.status_code == 302
    assert set(ReferralCount.objects.values_list("referrals", flat=True)) == {5}


def test_what_was_sent_meanwhile_is_not_touched_and_nothing_typed_is_lost(alice, cast):
    make_return(cast.alder, JANUARY, "submitted", nil_referrals=True)
    response = alice.post(PAGE, boxes("5"))
    assert response.status_code == 409
    assert "was already submitted by Alice" in response.content.decode()
    assert 'value="5"' in response.content.decode()


def test_zeros_for_the_empty_boxes_are_shown_and_not_saved(alice):
    response = alice.post(PAGE, boxes("", figure_330_elective="7", zeros=""))
    assert response.context["form"].total == 7
    assert response.content.decode().count('value="0"') == 6  # five boxes and the edition
    assert not MonthlyReturn.objects.exists()


def test_a_paste_fills_the_grid_for_review(alice):
    pasted = "Specialty\tElective\tUnscheduled\nDermatology\t12\t3\n"
    response = alice.post(PAGE, boxes("1", pasted=pasted, fill=""))
    assert response.status_code == 200
    assert response.context["form"].rows[2].total == 15
    assert response.context["form"].rows[0].total == 2
    assert "not saved" in response.content.decode()
    assert not MonthlyReturn.objects.exists()


def test_a_paste_of_the_wrong_shape_names_the_line_and_changes_nothing(alice):
    response = alice.post(PAGE, boxes("1", pasted="Dermatology\t12\t3\nGeneral Surgery\t4", fill=""))
    text = response.content.decode()
    assert response.status_code == 422
    assert "Line 2 has 2 columns" in text
    assert "General Surgery\t4" in text
    assert response.context["form"].rows[2].total == 2


def test_a_gp_reads_and_may_not_fill_in(as_user, specialties):
    bob = as_user("bob")
    assert "Your practice manager fills in these figures." in bob.get(PAGE).content.decode()
    assert bob.post(PAGE, boxes("1")).status_code == 403
    assert not MonthlyReturn.objects.exists()


def test_what_was_sent_is_read_only(alice, cast, specialties):
    make_return(cast.alder, JANUARY, "submitted", counts=dict.fromkeys(specialties, (8, 8)))
    text = alice.get(PAGE).content.decode()
    assert "were submitted" in text
    assert '<form method="post" novalidate' not in text


def test_what_was_sent_of_a_month_without_referrals(alice, cast):
    make_return(cast.alder, JANUARY, "submitted", nil_referrals=True)
    assert "You referred nobody this month." in alice.get(PAGE).content.decode()


def test_a_closed_month_is_read_only(alice, settings):
    settings.TODAY = "2009-04-01"
    assert "can no longer be changed" in alice.get(PAGE).content.decode()


@pytest.mark.parametrize("page", ["2009-13", "2009-1", "2009-03", "nonsense", "2005-01"])
def test_a_month_that_is_none_or_not_yours_is_no_page(alice, page):
    assert alice.get(f"/referrals/E82901/{page}/referrals/").status_code == 404


@pytest.mark.parametrize(("ods", "status"), [("E82902", 403), ("E82903", 404), ("E99999", 404)])
def test_another_practices_grid(alice, ods, status):
    address = reverse("referrals:return-referrals", kwargs={"ods": ods, "month": JANUARY})
    assert alice.get(address).status_code == status
    assert alice.post(address, boxes("1")).status_code == status
    assert not MonthlyReturn.objects.exists()
