"""Posting puts whole months in place of what stood there; facts follow, and it is written down."""

from __future__ import annotations

from decimal import Decimal

import pytest

from daccom.audit import history
from daccom.errors import Refused
from referrals.models import ActivitySummary, MonthFact
from referrals.selectors.summaries import posted_months
from referrals.services.summaries import post_summaries, seen_of
from referrals.summary_files import SummaryLine
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_specialty
from tests.referrals.builders_summaries import make_summary

pytestmark = pytest.mark.usefixtures("facts_agree")


@pytest.fixture
def post(cast):
    """Post lines as Ira would."""
    make_specialty()

    def posted(*lines, **how):
        return post_summaries(
            **{"pct": cast.pct, "lines": lines, "file_name": "counts.csv", "by": cast.ira, **how}
        )

    return posted


def line(practice, activity=40, month=JANUARY, cost="3200.50", **values) -> SummaryLine:
    given = SummaryLine(practice.pk, month.slug, "OPFUP", make_specialty().pk, activity, Decimal(cost), None)
    return given._replace(**values)


def follow_ups(practice, month=JANUARY) -> int:
    return MonthFact.objects.get(practice=practice, month=month.first).opfup_activity


def test_counts_are_added_to_rows(cast, post):
    make_episode(cast.alder, pod="OPFUP")
    post(line(cast.alder))
    assert follow_ups(cast.alder) == 41


def test_a_month_is_replaced_as_a_whole_and_others_stay(cast, post):
    post(line(cast.alder), line(cast.birch), line(cast.alder, month=DECEMBER))
    post(line(cast.alder, 50))
    assert [follow_ups(cast.alder), follow_ups(cast.birch)] == [50, 0]
    assert not MonthFact.objects.get(practice=cast.birch, month=JANUARY.first).has_activity
    assert follow_ups(cast.alder, DECEMBER) == 40


def test_the_same_file_twice_changes_nothing(cast, post):
    post(line(cast.alder))
    post(line(cast.alder))
    assert follow_ups(cast.alder) == 40
    assert ActivitySummary.objects.count() == 1


def test_counts_of_another_pct_stay(cast, post):
    make_summary(cast.oak, pct=cast.other_pct, activity=7)
    post(line(cast.alder))
    assert follow_ups(cast.oak) == 7


def test_it_is_written_down_with_what_stood_before(cast, post):
    post(line(cast.alder))
    post(line(cast.alder, 50, cost="9.99"))
    changes = history(cast.pct)[0].changes
    assert changes["activity"] == ["40", "50"]
    assert changes["cost"] == ["3200.50", "9.99"]
    assert changes["file"][1] == "counts.csv"


def test_nobody_else_posts_them(cast, post):
    for person in (cast.pat, cast.max, cast.alice, cast.zoe):
        with pytest.raises(Refused) as refused:
            post(line(cast.alder), by=person)
        assert refused.value.rule == "extract.not-allowed"
    assert not ActivitySummary.objects.exists()


def test_what_changed_since_it_was_looked_at_is_kept(cast, post):
    seen = seen_of(posted_months(cast.pct, [JANUARY]))
    post(line(cast.alder), seen=seen)
    with pytest.raises(Refused) as refused:
        post(line(cast.alder, 50), seen=seen)
    assert refused.value.rule == "summaries.changed"
    assert follow_ups(cast.alder) == 40


def test_months_say_what_stands_beside_the_counts(cast, post):
    make_episode(cast.alder, total_cost="100.00")
    post(line(cast.alder), line(cast.birch))
    post(line(cast.alder, month=DECEMBER))
    newest, older = posted_months(cast.pct)
    assert (newest.total.lines, newest.total.practices, newest.total.activity) == (2, 2, 80)
    assert (newest.rows, newest.rows_cost) == (1, Decimal("100.00"))
    assert (older.month, older.rows) == (DECEMBER, 0)


def test_months_are_read_with_two_queries(cast, post, django_assert_num_queries):
    post(line(cast.alder), line(cast.alder, month=DECEMBER))
    with django_assert_num_queries(2):
        posted_months(cast.pct)
