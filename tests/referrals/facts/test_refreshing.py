"""Facts say what their rows say, after each step that changes one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from daccom import calendar
from referrals.models import ActivityFact, Load, MonthFact, ReferralFact
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.services.facts import refresh_activity, refresh_everything
from referrals.services.facts_rebuilding import months_with_facts, rebuild_month
from referrals.services.reviews import accept_return, query_return
from referrals.services.submission import submit_return
from tests.referrals.builders import (
    DECEMBER,
    JANUARY,
    make_episode,
    make_load,
    make_return,
    make_specialty,
)
from tests.referrals.builders_challenges import claim, make_challenge
from tests.referrals.builders_summaries import make_summary

pytestmark = pytest.mark.usefixtures("facts_agree")


def fact(practice, month=JANUARY) -> MonthFact:
    return MonthFact.objects.get(practice=practice, month=month.first)


def line(practice, pod="OPFA", month=JANUARY) -> ActivityFact:
    return ActivityFact.objects.get(practice=practice, month=month.first, pod=pod)


def test_rows_of_current_loads_are_counted_by_point_of_delivery(cast):
    make_episode(cast.alder, total_cost="4250.10")
    make_episode(cast.alder, total_cost="0.20")
    make_episode(cast.alder, total_cost="118.00", pod="AE")
    found = fact(cast.alder)
    assert (found.nel_activity, found.nel_cost) == (2, Decimal("4250.30"))
    assert (found.ae_activity, found.ae_cost) == (1, Decimal("118.00"))
    assert found.has_activity


def test_a_credit_is_subtracted(cast):
    make_episode(cast.alder, total_cost="100.00")
    make_episode(cast.alder, total_cost="-40.50")
    assert fact(cast.alder).nel_cost == Decimal("59.50")


def test_staged_and_replaced_rows_count_nowhere(cast):
    staged = make_load(cast.pct, status=Load.Status.STAGED, version=None, loaded_at=None)
    replaced = make_load(cast.pct, status=Load.Status.SUPERSEDED, version=7)
    for load in (staged, replaced):
        make_episode(cast.alder, load=load)
    refresh_activity({(cast.alder.pk, JANUARY.first)})
    assert not fact(cast.alder).has_activity


def test_summaries_are_added_to_rows(cast):
    make_episode(cast.alder, total_cost="100.00", pod="OPFUP")
    make_summary(cast.alder, pod="OPFUP", activity=40, cost="3200.00")
    assert (line(cast.alder, "OPFUP").activity, line(cast.alder, "OPFUP").cost) == (41, Decimal("3300.00"))
    assert fact(cast.alder).opfup_activity == 41


def test_who_asked_is_counted_in_both(cast):
    for source in ("03", "05", "05"):
        make_episode(cast.alder, pod="OPFA", source_of_referral=source)
    make_summary(cast.alder, pod="OPFA", activity=40, from_consultant=6)
    assert line(cast.alder).from_consultant == 8


@pytest.mark.parametrize(("source", "summed"), [("", 6), ("05", None)])
def test_who_asked_is_not_known_when_a_part_does_not_say(cast, source, summed):
    make_episode(cast.alder, pod="OPFA", source_of_referral=source)
    make_summary(cast.alder, pod="OPFA", activity=40, from_consultant=summed)
    assert line(cast.alder).from_consultant is None


def test_a_draft_counts_nowhere_and_a_sent_return_does(cast, submission):
    assert not MonthFact.objects.filter(practice=cast.alder).exists()
    submit_return(**submission)
    found = fact(cast.alder)
    assert (found.referrals, found.elective_referrals, found.unscheduled_referrals) == (12, 9, 3)
    assert ReferralFact.objects.count() == 6


def test_while_a_return_is_queried_what_was_sent_counts(cast, submission):
    version = submit_return(**submission)
    sent = version.monthly_return
    query_return(monthly_return=sent, by=cast.max, reason="Why?", version=1, now=calendar.now())
    sent.counts.update(referrals=77)
    refresh_everything({(cast.alder.pk, JANUARY.first)})
    assert fact(cast.alder).referrals == 12


def test_a_queried_return_that_said_nobody_stays_so_for_others(cast, january, submission):
    january.monthly_return.counts.all().delete()
    type(january.monthly_return).objects.update(nil_referrals=True)
    seen = preview(practice_month(cast.alder, JANUARY)).seen
    sent = submit_return(**{**submission, "seen": seen}).monthly_return
    query_return(monthly_return=sent, by=cast.max, reason="Nobody?", version=1, now=calendar.now())
    type(sent).objects.update(nil_referrals=False)
    refresh_everything({(cast.alder.pk, JANUARY.first)})
    assert (fact(cast.alder).referrals, fact(cast.alder).is_nil) == (0, True)


def test_acceptance_changes_no_figure(cast, submission):
    sent = submit_return(**submission).monthly_return
    accept_return(monthly_return=sent, by=cast.max, version=1, now=calendar.now())
    assert fact(cast.alder).referrals == 12


def test_nought_is_a_line_and_a_blank_is_none(cast):
    skin, bones = make_specialty(), make_specialty("110", "Trauma and Orthopaedics")
    make_return(cast.birch, JANUARY, "accepted", counts={skin: (0, None), bones: (4, None)})
    assert list(ReferralFact.objects.order_by("referrals").values_list("referrals", flat=True)) == [0, 4]


def test_challenges_are_counted_gross_and_net(cast):
    make_challenge(make_episode(cast.alder), "raised", "100.00")
    make_challenge(make_episode(cast.alder), "partly_accepted", "400.00")
    make_challenge(make_episode(cast.alder), "rejected", "50.00")
    make_challenge(make_episode(cast.alder), "withdrawn", "7.00")
    make_challenge(make_episode(cast.alder), "with_provider", "30.00", direction="undercharge")
    found = fact(cast.alder)
    assert (found.challenges, found.challenges_open) == (5, 2)
    assert (found.challenged_gross, found.challenged_net) == (Decimal(557), Decimal(527))
    assert (found.open_gross, found.recovered, found.lost) == (Decimal(100), Decimal(100), Decimal(350))


def test_a_challenge_counts_in_its_months_charges(cast):
    claim(make_episode(cast.alder, DECEMBER), cast.alice)
    assert fact(cast.alder, DECEMBER).challenges == 1
    assert not MonthFact.objects.filter(month=JANUARY.first).exists()


def test_simulated_rows_are_marked(cast):
    make_episode(cast.alder)
    make_episode(cast.birch, is_simulated=True)
    assert [fact(cast.alder).is_simulated, fact(cast.birch).is_simulated] == [False, True]


def test_a_rebuild_finds_what_was_changed_behind_its_back(cast):
    make_episode(cast.alder)
    make_episode(cast.alder, DECEMBER)
    Load.objects.filter(month=JANUARY.first).update(status="superseded")
    MonthFact.objects.filter(month=DECEMBER.first).delete()
    assert [rebuild_month(month) for month in months_with_facts()] == [1, 1]
    assert [fact(cast.alder, month).has_activity for month in (DECEMBER, JANUARY)] == [True, False]


def test_many_practices_take_as_many_queries_as_one(cast, django_assert_num_queries):
    for practice in (cast.alder, cast.birch, cast.oak):
        for month in (DECEMBER, JANUARY):
            make_episode(practice, month)
    keys = {(fact.practice_id, fact.month) for fact in MonthFact.objects.all()}
    with django_assert_num_queries(5):
        refresh_activity(keys)


def test_nothing_to_count_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        refresh_activity(set())
