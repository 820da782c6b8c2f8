"""A group with something of everything in January 2009."""

from __future__ import annotations

import datetime as dt

from daccom.calendar import Month
from practices.models import ListSize, Practice
from programmes.figures import GroupFigures
from programmes.models import Milestone
from programmes.selectors.figures import group_figures
from referrals.models import MonthFact, ReferenceEvents
from tests.budgets.builders import make_budget, make_year_of_spend
from tests.cast import Cast
from tests.programmes.builders import make_milestone, make_phased_target, make_project
from tests.referrals.builders import make_list_size, make_return, make_specialty

TODAY = dt.date(2009, 2, 20)
JANUARY = Month(dt.date(2009, 1, 1))


def make_facts(practice: Practice, last: Month = JANUARY, months: int = 24, **fields: int | None) -> None:
    """`months` alike months of facts up to `last`: 80 referrals and 60 first attendances, unless told."""
    counts = {"referrals": 80, "elective_referrals": 60, "unscheduled_referrals": 20, "opfa_activity": 60}
    month = last
    for _ in range(months):
        values = {**counts, **fields, "has_activity": True}
        if values["referrals"] is None:
            values |= {"elective_referrals": None, "unscheduled_referrals": None}
        MonthFact.objects.update_or_create(practice=practice, month=month.first, defaults=values)
        month = month.previous()


def expect_of(cast: Cast) -> None:
    """What lists give reason to expect: 240 first attendances a year of 1,000 people, in every band."""
    bands = ListSize.objects.values_list("sex", "age_band").distinct()
    for sex, band in bands.order_by():
        ReferenceEvents.objects.get_or_create(
            pct=cast.pct,
            year=2007,
            pod="OPFA",
            sex=sex,
            age_band=band,
            defaults={"events": 240, "population": 1000, "source": "Test population"},
        )


def fill(cast: Cast, practice: Practice, referrals: int = 80) -> None:
    """A list, a return, a budget, a year of spend a little over it, and two years of facts."""
    make_list_size(practice, 4000)
    expect_of(cast)
    make_return(practice, JANUARY, "submitted", counts={make_specialty(): (referrals, 20)}, by=cast.alice)
    make_budget(practice)
    make_year_of_spend(practice, 105)
    make_facts(practice, referrals=referrals + 20)


def fill_group(cast: Cast) -> None:
    for practice in (cast.alder, cast.birch):
        fill(cast, practice)
    project = make_project(cast.dacorum)
    make_phased_target(project)
    make_milestone(project, 1, Milestone.Status.SUBMITTED)


def figures_of(cast: Cast, month: Month = JANUARY, today: dt.date = TODAY) -> GroupFigures:
    return group_figures(group=cast.dacorum, month=month, today=today)
