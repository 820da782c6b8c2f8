"""What the simulated extracts leave out comes as counts: together they are the whole month."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from daccom.calendar import Month
from practices.demo import story
from practices.demo.facts import facts
from practices.demo.organisations import load_list_sizes, load_organisations
from practices.models import PCT
from referrals.demo.activity import CONSULTANT, month_of_activity
from referrals.demo.episodes import clean_episodes
from referrals.demo.reference import load_reference
from referrals.demo.summaries import lines, load_reference_events, months_before
from referrals.models import ReferenceEvents

JANUARY = Month.parse("2009-01")


@pytest.fixture(scope="module")
def month():
    return {activity.pod: activity for activity in month_of_activity(JANUARY)}


@pytest.mark.parametrize("pod", ["EL", "NEL", "OPFA", "AE"])
def test_lines_add_up_to_the_month(month, pod):
    activity = month[pod]
    found = list(lines(activity, with_rows=False))
    assert sum(count for _, _, count, _, _ in found) == len(activity.number)
    assert sum(pence for _, _, _, pence, _ in found) == int(activity.total_pence.sum())


def test_what_came_as_rows_is_left_out(month):
    activity = month["NEL"]
    counted = sum(count for _, _, count, _, _ in lines(activity, with_rows=True))
    assert counted == len(activity.number) - int(activity.kept.sum())


def test_about_an_eighth_of_first_attendances_come_from_a_consultant(month):
    activity = month["OPFA"]
    share = np.mean(activity.source == CONSULTANT)
    assert 0.10 < share < 0.15
    assert sum(line[4] for line in lines(activity, with_rows=False)) == int(activity.from_consultant.sum())


def test_years_before_the_first_rows_come_with_the_whole_demonstration_alone():
    assert [month.slug for month in months_before(story.simulated_months())][:1] == ["2006-04"]
    assert len(months_before(story.simulated_months())) == 12
    assert months_before(story.simulated_months(2)) == []


@pytest.mark.django_db
def test_first_attendances_alone_say_who_asked():
    load_organisations()
    load_reference()
    said = {(row.pod == "OPFA", row.source_of_referral) for row in clean_episodes([JANUARY])}
    assert said == {(False, ""), (True, "03"), (True, "04"), (True, "05")}


@pytest.mark.django_db
def test_the_reference_counts_everybody_of_the_lists():
    load_organisations()
    load_list_sizes()
    assert load_reference_events() == 8 * 2 * 9
    everybody = sum(row.population for row in ReferenceEvents.objects.filter(pod="AE"))
    derived = {one["key"]: one["practices"] for one in facts("practices", "list_sizes")["lists"]}
    assert everybody == sum(sum(map(sum, bands.values())) for bands in derived["derived_2008"].values())
    assert PCT.objects.get().reference_events.filter(events=0).count() == 0
    per_head = {
        row.age_band: Decimal(row.events) / row.population
        for row in ReferenceEvents.objects.filter(pod="NEL", sex="1")
    }
    assert per_head["75+"] > per_head["25-34"]
