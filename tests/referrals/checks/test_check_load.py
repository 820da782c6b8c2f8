"""A load is judged as a whole: with its months around, its versions before, and its groups' settings."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from daccom import audit
from daccom.calendar import Month
from referrals.models import CheckSetting, Finding, Load, Reconciliation, Tariff
from referrals.services.findings import check_load
from tests.referrals.builders import (
    DECEMBER,
    FEBRUARY,
    JANUARY,
    make_episode,
    make_extract,
    make_load,
    make_provider,
)

pytestmark = pytest.mark.django_db
LATER = dt.datetime(2009, 5, 1, 9, tzinfo=dt.UTC)


def kept():
    """What is kept: (episode id, rule, amount)."""
    rows = Finding.objects.current().order_by("episode__episode_id", "rule")
    return [(row.episode.episode_id, row.rule, row.amount) for row in rows.select_related("episode")]


def stay(practice, begin, end, month=JANUARY, **fields):
    """An admission from one day to another, with its length right."""
    return make_episode(
        practice,
        month,
        admission_date=begin,
        discharge_date=end,
        length_of_stay=(end - begin).days,
        **fields,
    )


def day(text):
    return dt.date.fromisoformat(text)


def set_check(cast, rule, *, is_on=True, **parameters):
    return CheckSetting.objects.create(
        group=cast.dacorum,
        year=2008,
        rule=rule,
        is_on=is_on,
        parameters=parameters,
        changed_at=timezone.now(),
        changed_by=cast.max,
    )


def test_a_clean_load_has_no_findings(cast):
    episode = make_episode(cast.alder)
    assert check_load(load=episode.load, by=None) == 0


def test_a_finding_says_all_about_itself(cast):
    first = make_episode(cast.alder, episode_id="A1")
    second = make_episode(cast.alder, episode_id="A2")
    assert check_load(load=first.load, by=cast.ira) == 1
    finding = Finding.objects.get()
    assert (finding.episode, finding.counterpart, finding.practice) == (second, first, cast.alder)
    assert (finding.rule, finding.rule_version, finding.amount) == ("duplicate", "1", Decimal("4250.00"))
    assert (finding.month, finding.load) == (JANUARY.first, first.load)


def test_it_may_run_twice(cast):
    episode = make_episode(cast.alder, nhs_number="")
    check_load(load=episode.load, by=None)
    before = kept()
    check_load(load=episode.load, by=None)
    assert kept() == before == [(episode.episode_id, "identity", Decimal("4250.00"))]


def test_each_run_is_on_record(cast):
    episode = make_episode(cast.alder, nhs_number="")
    check_load(load=episode.load, by=cast.ira)
    entry = audit.history(episode.load).first()
    assert (entry.actor, entry.additional_data["verb"]) == (cast.ira, "load.checked")
    assert entry.changes == {"findings": ["0", "1"]}


@pytest.mark.parametrize("status", ["staged", "superseded"])
def test_a_load_that_does_not_count_is_not_judged(cast, status):
    episode = make_episode(cast.alder, nhs_number="")
    history = {"version": None, "loaded_at": None} if status == "staged" else {}
    Load.objects.filter(pk=episode.load_id).update(status=status, **history)
    assert check_load(load=episode.load, by=None) == 0
    assert not Finding.objects.exists()


def test_removed_numbers_are_not_missing_ones(cast):
    episode = make_episode(cast.alder, nhs_number="")
    Load.objects.filter(pk=episode.load_id).update(identifiers_removed_on=day("2009-02-01"))
    assert check_load(load=episode.load, by=None) == 0


def test_amounts_are_exact_to_the_penny(cast):
    episode = make_episode(cast.alder, total_cost="1234567.89", nhs_number="")
    check_load(load=episode.load, by=None)
    assert kept() == [(episode.episode_id, "identity", Decimal("1234567.89"))]


def test_prices_are_those_of_the_financial_year(cast):
    about = {"hrg": "H80", "pod": "NEL", "trim_point": 5, "source": "Test"}
    Tariff.objects.create(year=2007, price=Decimal("1.00"), excess_bed_day_price=Decimal("5.00"), **about)
    Tariff.objects.create(
        year=2008, price=Decimal("4000.00"), excess_bed_day_price=Decimal("210.00"), **about
    )
    episode = make_episode(cast.alder, spell_cost=Decimal("4250.00"), excess_bed_days=3)
    check_load(load=episode.load, by=None)
    assert kept() == [
        (episode.episode_id, "bed_days", Decimal("210.00")),
        (episode.episode_id, "price", Decimal("250.00")),
    ]


def test_the_later_month_finds_a_stay_that_began_in_the_earlier_one(cast):
    earlier = stay(cast.alder, day("2008-12-20"), day("2009-01-04"))
    make_episode(cast.alder, DECEMBER, nhs_number="9990000018")
    later = stay(cast.birch, day("2009-01-02"), day("2009-02-03"), FEBRUARY)
    check_load(load=later.load, by=None)
    assert Finding.objects.get().counterpart == earlier


def test_an_earlier_month_that_comes_after_tells_the_later_one(cast):
    later = stay(cast.alder, day("2009-01-02"), day("2009-01-05"))
    check_load(load=later.load, by=None)
    assert kept() == []
    long = stay(cast.alder, day("2008-12-20"), day("2009-02-04"), FEBRUARY)
    check_load(load=long.load, by=None)
    assert kept() == [(later.episode_id, "overlap", Decimal("4250.00"))]


def test_a_new_version_without_the_other_stay_takes_the_finding_back(cast):
    long = stay(cast.alder, day("2008-12-20"), day("2009-02-04"), FEBRUARY)
    later = stay(cast.alder, day("2009-01-02"), day("2009-01-05"))
    check_load(load=later.load, by=None)
    Load.objects.filter(pk=long.load_id).update(status="superseded")
    check_load(load=make_load(cast.pct, month=FEBRUARY, version=2), by=None)
    assert kept() == []


def test_other_providers_and_replaced_versions_are_not_looked_at(cast):
    stay(cast.alder, day("2008-12-20"), day("2009-02-04"), FEBRUARY, provider=make_provider("RC9", "Luton"))
    old = make_load(cast.pct, month=DECEMBER, status="superseded")
    stay(cast.alder, day("2008-12-20"), day("2009-01-04"), DECEMBER, load=old)
    later = stay(cast.alder, day("2009-01-02"), day("2009-01-05"))
    check_load(load=later.load, by=None)
    assert kept() == []


def test_readmissions_across_months_when_a_group_asks_for_them(cast):
    stay(cast.alder, day("2008-12-20"), day("2008-12-28"), DECEMBER, admission_method="21")
    back = stay(cast.alder, day("2009-01-20"), day("2009-01-22"), admission_method="21")
    check_load(load=back.load, by=None)
    assert kept() == []
    set_check(cast, "readmission")
    check_load(load=back.load, by=None)
    assert kept() == [(back.episode_id, "readmission", Decimal("4250.00"))]


def test_the_month_before_that_comes_after_makes_a_readmission(cast):
    set_check(cast, "readmission")
    back = stay(cast.alder, day("2009-01-20"), day("2009-01-22"), admission_method="21")
    check_load(load=back.load, by=None)
    first = stay(cast.alder, day("2008-12-20"), day("2008-12-28"), DECEMBER, admission_method="21")
    check_load(load=first.load, by=None)
    assert kept() == [(back.episode_id, "readmission", Decimal("4250.00"))]


def test_a_group_switches_a_rule_off_for_its_own_practices_only(cast):
    set_check(cast, "identity", is_on=False)
    own = make_episode(cast.alder, nhs_number="")
    others = make_episode(cast.oak, nhs_number="")
    check_load(load=own.load, by=None)
    assert kept() == [(others.episode_id, "identity", Decimal("4250.00"))]


def test_a_group_lets_small_differences_pass_for_its_own_practices_only(cast):
    set_check(cast, "price", tolerance="300.00")
    Tariff.objects.create(year=2008, hrg="H80", pod="NEL", price=Decimal("4000.00"), source="Test")
    own = make_episode(cast.alder, spell_cost=Decimal("4250.00"))
    others = make_episode(cast.oak, spell_cost=Decimal("4250.00"), nhs_number="9990000018")
    check_load(load=own.load, by=None)
    assert kept() == [(others.episode_id, "price", Decimal("250.00"))]


def test_a_setting_of_another_year_changes_nothing(cast):
    CheckSetting.objects.filter(pk=set_check(cast, "identity", is_on=False).pk).update(year=2007)
    episode = make_episode(cast.alder, nhs_number="")
    assert check_load(load=episode.load, by=None) == 1


def test_after_the_final_day_only_what_is_new_is_late(cast):
    old = make_load(cast.pct, status="superseded")
    make_episode(cast.alder, load=old, episode_id="A1", total_cost="4000.00")
    late = make_load(cast.pct, version=2, extract=make_extract(cast.pct, received_at=LATER))
    make_episode(cast.alder, load=late, episode_id="A1", nhs_number="9990000018")
    make_episode(cast.alder, load=late, episode_id="A2")
    check_load(load=late, by=None)
    assert kept() == [("A1", "late", Decimal("250.00")), ("A2", "late", Decimal("4250.00"))]


def test_what_another_month_charged_in_time_is_not_late_where_it_moved_to(cast):
    january = make_load(cast.pct, status="superseded")
    for number in ("A1", "A2", "A9"):
        make_episode(cast.alder, load=january, episode_id=number)
    moved = make_load(cast.pct, month=DECEMBER, extract=make_extract(cast.pct, received_at=LATER))
    for number, cost in (("A1", "4250.00"), ("A2", "4300.00"), ("A3", "1.00")):
        make_episode(cast.alder, DECEMBER, cost, load=moved, episode_id=number)
    check_load(load=moved, by=None)
    late = [(number, amount) for number, rule, amount in kept() if rule == "late"]
    assert late == [("A2", Decimal("50.00")), ("A3", Decimal("1.00"))]


def test_the_pct_may_have_agreed_on_a_later_day(cast):
    Reconciliation.objects.create(
        pct=cast.pct, month=JANUARY.first, first_on=day("2009-03-31"), final_on=day("2009-05-31")
    )
    late = make_load(cast.pct, extract=make_extract(cast.pct, received_at=LATER))
    make_episode(cast.alder, load=late)
    assert check_load(load=late, by=None) == 0


def test_a_practice_that_left_the_groups_is_not_ours(cast):
    cast.alder.memberships.update(left_on=day("2009-01-01"))
    episode = make_episode(cast.alder)
    check_load(load=make_load(cast.pct, make_provider("RC9", "Luton")), by=None)
    check_load(load=episode.load, by=None)
    assert kept() == [(episode.episode_id, "not_ours", Decimal("4250.00"))]


def test_an_empty_month_is_judged_too(cast):
    assert check_load(load=make_load(cast.pct, month=Month.parse("2008-06")), by=None) == 0
