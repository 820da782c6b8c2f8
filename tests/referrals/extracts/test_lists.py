"""The lists of extracts and of months."""

from __future__ import annotations

from django.urls import reverse

from referrals.models import Load
from tests.referrals.builders import JANUARY, make_extract, make_load
from tests.referrals.builders_extracts import checked
from tests.referrals.hidas.files import csv_file, january, row


def test_the_list_says_what_became_of_each_file(ira, cast, waiting):
    make_extract(cast.pct, file_name="December.csv", rows_read=5, rows_good=5)
    make_extract(cast.other_pct, file_name="Not ours.csv")
    page = ira.get(reverse("referrals:extract-list")).content.decode()
    assert "December.csv" in page
    assert "Waiting for a decision" in page
    assert "Not ours.csv" not in page


def test_the_lists_take_few_queries(ira, cast, django_assert_max_num_queries):
    month = JANUARY
    for _ in range(30):
        make_load(cast.pct, month=month)
        month = month.previous()
    for name in ("list", "months"):
        with django_assert_max_num_queries(9):
            ira.get(reverse(f"referrals:extract-{name}"))


def test_somebody_elses_month_is_not_found(as_user, cast):
    load = make_load(cast.pct)
    month = {"pct": cast.pct.ods_code, "provider": load.provider.ods_code, "month": "2009-01"}
    assert as_user("zoe").get(f"/referrals/extracts/months/{'/'.join(month.values())}/").status_code == 404
    assert as_user("alice").get(f"/referrals/extracts/months/{'/'.join(month.values())}/").status_code == 403
    month["month"] = "2008-12"
    assert as_user("ira").get(f"/referrals/extracts/months/{'/'.join(month.values())}/").status_code == 404


def test_a_month_sent_again_shows_what_changed(ira, cast):
    checked(cast.pct, csv_file(january(3)))
    changed = [row(2), row(3, total_cost="5250.00", spell_cost="5250.00"), row(4)]
    checked(cast.pct, csv_file(changed))
    load = Load.objects.current().get()
    page = ira.get(reverse("referrals:extract-months")).content.decode()
    url = f"/referrals/extracts/months/{cast.pct.ods_code}/{load.provider.ods_code}/2009-01/"
    assert url in page
    page = ira.get(url).content.decode()
    assert "(counts)" in page
    assert "+£4,250" in page
    assert "−£4,250" in page
    assert page.count("+£1,000") == 2
