"""A file whose columns have other names."""

from __future__ import annotations

import pytest

from referrals.models import ColumnMapping
from tests.referrals.builders_extracts import check
from tests.referrals.extracts.pages import THEIR_NAMES, address


def test_a_file_in_other_columns_waits_for_somebody_who_knows_them(ira, in_other_columns):
    page = ira.get(address("detail", in_other_columns)).content.decode()
    assert in_other_columns.status == "checked"
    assert "These required columns are missing: spell_id" in page
    assert "Say which column is which" in page


def test_the_mapping_is_saved_and_the_file_checked_again(ira, cast, in_other_columns):
    assert "their total_cost" in ira.get(address("mapping", in_other_columns)).content.decode()
    response = ira.post(address("mapping", in_other_columns), {"name": "Trust's own", **THEIR_NAMES})
    assert response.status_code == 302
    extract = check(in_other_columns)
    assert (extract.status, extract.rows_good) == ("loaded", 2)
    assert ColumnMapping.objects.get().columns == THEIR_NAMES
    assert "layout Trust" in ira.get(address("detail", extract)).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"total_cost": ""}, "Select the column that holds total_cost"),
        ({"total_cost": "their pod"}, "is chosen for pod already"),
        ({"name": ""}, "Enter name of this layout"),
        ({"total_cost": "no such header"}, "not one of the available choices"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_by_the_field(ira, in_other_columns, changed, said):
    response = ira.post(address("mapping", in_other_columns), {"name": "Own", **THEIR_NAMES, **changed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ColumnMapping.objects.exists()


def test_a_name_that_another_layout_has_is_refused(ira, cast, in_other_columns):
    ColumnMapping.objects.create(
        pct=cast.pct, name="Own", columns={}, saved_at="2009-02-20T10:00Z", saved_by=cast.ira
    )
    response = ira.post(address("mapping", in_other_columns), {"name": "Own", **THEIR_NAMES})
    assert response.status_code == 422
    assert "Another layout is saved as Own" in response.content.decode()


def test_a_file_that_needs_no_mapping_says_so(ira, waiting):
    page = ira.get(address("mapping", waiting), follow=True).content.decode()
    assert "does not wait for a mapping" in page
