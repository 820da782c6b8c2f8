"""From the file to the version that counts: what is loaded, what is replaced, what follows its episode."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from daccom.audit import history
from daccom.errors import Refused
from referrals.models import Challenge, Episode, Extract, Load, Reconciliation, Validation
from referrals.services.extract_files import path_of
from referrals.services.extracts import load_extract
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_load, make_validation
from tests.referrals.builders_extracts import accepted, check, checked, errors, receive
from tests.referrals.hidas.files import csv_file, january, row


def counting() -> list[str]:
    return sorted(Episode.objects.values_list("episode_id", flat=True))


def test_a_clean_file_loads_by_itself(places):
    extract = checked(places.pct, csv_file(january()), places.ira)
    assert extract.status == Extract.Status.LOADED
    assert (extract.rows_read, extract.rows_good, extract.rows_bad) == (3, 3, 0)
    assert extract.ended_by is None
    load = Load.objects.get()
    assert (load.month, load.version, load.rows, load.total_cost) == (
        JANUARY.first,
        1,
        3,
        Decimal("12750.00"),
    )


def test_every_value_arrives(places):
    checked(places.pct, csv_file([row(7, nhs_number="999-000-0018", sex="", excess_bed_days="2")]))
    episode = Episode.objects.get()
    assert episode.practice == places.alder
    assert (episode.provider.ods_code, episode.specialty.code) == ("RWG", "330")
    assert (episode.nhs_number, episode.sex, episode.age) == ("9990000018", "9", 71)
    assert (episode.admission_date, episode.discharge_date) == (dt.date(2009, 1, 4), dt.date(2009, 1, 11))
    assert (episode.length_of_stay, episode.excess_bed_days) == (7, 2)
    assert (episode.procedure, episode.total_cost) == ("", Decimal("4250.00"))


def test_what_is_empty_stays_empty(places):
    empty = dict.fromkeys(["age", "length_of_stay", "excess_bed_days", "spell_cost", "discharge_date"], "")
    checked(places.pct, csv_file([row(1, pod="OPFA", **empty)]))
    episode = Episode.objects.get()
    assert (episode.age, episode.length_of_stay, episode.discharge_date) == (None, None, None)
    assert (episode.excess_bed_days, episode.spell_cost) == (0, 0)
    assert episode.month == JANUARY.first


@pytest.mark.parametrize(("pod", "month"), [("NEL", 1), ("AE", 12), ("OPFA", 12), ("opproc", 12)])
def test_the_month_is_of_discharge_or_of_attendance(places, pod, month):
    stay = row(1, pod=pod, admission_date="2008-12-30", discharge_date="2009-01-02")
    checked(places.pct, csv_file([stay]))
    assert Episode.objects.get().month.month == month


def test_a_stay_under_way_waits_for_its_discharge(places):
    extract = checked(places.pct, csv_file([row(1), row(2, discharge_date="")]))
    assert extract.status == Extract.Status.LOADED
    assert (extract.rows_read, extract.rows_good, extract.rows_under_way) == (2, 1, 1)
    assert counting() == ["E1"]
    february = checked(places.pct, csv_file([row(2, discharge_date="2009-02-02")]))
    assert february.status == Extract.Status.LOADED
    assert counting() == ["E1", "E2"]


def test_a_load_for_each_provider_and_month(places):
    rows = [row(1), row(2, discharge_date="2008-12-31", admission_date="2008-12-30"), row(3, pod="AE")]
    checked(places.pct, csv_file(rows))
    assert list(Load.objects.order_by("month").values_list("month", "rows")) == [
        (DECEMBER.first, 1),
        (JANUARY.first, 2),
    ]


def test_a_credit_counts_against_the_sum(places):
    credit = row(2, total_cost="-250.50", spell_cost="-250.50")
    checked(places.pct, csv_file([row(1), credit]))
    assert Load.objects.get().total_cost == Decimal("3999.50")


def test_a_month_sent_again_is_a_new_version(places):
    checked(places.pct, csv_file(january(3)))
    checked(places.pct, csv_file(january(2)))
    assert list(Load.objects.order_by("pk").values_list("version", "status")) == [
        (1, "superseded"),
        (2, "current"),
    ]
    assert counting() == ["E1", "E2"]


def test_answers_follow_an_unchanged_episode(places):
    checked(places.pct, csv_file(january(2)))
    given = make_validation(Episode.objects.get(episode_id="E1"), note="Seen")
    checked(places.pct, csv_file(january(3)))
    given.refresh_from_db()
    assert given.episode == Episode.objects.get(episode_id="E1")
    assert given.note == "Seen"


@pytest.mark.parametrize(
    "change", [{"total_cost": "4250.01"}, {"age": ""}, {"discharge_date": "2009-01-12"}, {"hrg": "H81"}]
)
def test_answers_stay_behind_when_the_episode_changed(places, change):
    checked(places.pct, csv_file([row(1)]))
    before = Episode.objects.get()
    make_validation(before)
    checked(places.pct, csv_file([row(1, **change)]))
    assert Validation.objects.get().episode == before
    assert not Validation.objects.filter(episode__in=Episode.objects.all())


def test_answers_follow_where_something_is_empty_in_both(places):
    checked(places.pct, csv_file([row(1, age="", length_of_stay="")]))
    make_validation(Episode.objects.get())
    checked(places.pct, csv_file([row(1, age="", length_of_stay=""), row(2)]))
    assert Validation.objects.get().episode == Episode.objects.get(episode_id="E1")


def test_challenges_follow_too(places, hospital):
    checked(places.pct, csv_file([row(1), row(2)]))
    for episode in Episode.objects.all():
        Challenge.objects.create(
            episode=episode,
            practice=places.alder,
            provider=hospital,
            month=episode.month,
            settles_in=episode.month,
            reason="coding",
            words="Coded wrongly",
            amount_at_stake=100,
            raised_at=dt.datetime(2009, 2, 12, 9, tzinfo=dt.UTC),
            raised_by=places.alice,
        )
    checked(places.pct, csv_file([row(1), row(2, total_cost="3.00")]))
    followed = Challenge.objects.filter(episode__in=Episode.objects.all())
    assert [challenge.episode.episode_id for challenge in followed] == ["E1"]
    assert Challenge.objects.count() == 2


def test_another_pct_has_its_own_versions(places):
    checked(places.pct, csv_file(january(2)))
    checked(places.other_pct, csv_file(january(2)))
    assert [load.version for load in Load.objects.current()] == [1, 1]


def test_bad_rows_wait_for_a_decision(places):
    extract = checked(places.pct, csv_file([*january(2), row(3, pod="XX")]), places.ira)
    assert extract.status == Extract.Status.CHECKED
    assert (extract.rows_good, extract.rows_bad) == (2, 1)
    assert errors(extract) == [(4, "pod", "not-in-list")]
    assert counting() == []
    accepted(extract, places.ira)
    assert (extract.status, extract.ended_by) == (Extract.Status.LOADED, places.ira)
    assert counting() == ["E1", "E2"]


def test_a_file_without_a_good_row_cannot_be_accepted(places):
    extract = checked(places.pct, csv_file([row(1, age="old")]), places.ira)
    with pytest.raises(Refused) as refused:
        load_extract(extract=extract, by=places.ira)
    assert refused.value.rule == "extract.nothing-to-load"


def test_an_episode_that_counts_in_another_month_is_turned_down(places):
    old = make_episode(places.alder, DECEMBER, episode_id="E2")
    extract = checked(places.pct, csv_file(january(3)), places.ira)
    assert errors(extract) == [(3, "episode_id", "episode-in-another-month")]
    assert (extract.rows_good, extract.rows_bad) == (2, 1)
    accepted(extract, places.ira)
    assert counting() == ["E1", "E2", "E3"]
    assert Episode.objects.get(episode_id="E2") == old
    assert Load.objects.get(month=JANUARY.first).total_cost == Decimal("8500.00")


def test_it_may_move_when_the_file_sends_both_months(places):
    make_episode(places.alder, DECEMBER, episode_id="E2")
    other = row(9, admission_date="2008-12-02", discharge_date="2008-12-03")
    extract = checked(places.pct, csv_file([*january(3), other]))
    assert extract.status == Extract.Status.LOADED
    assert counting() == ["E1", "E2", "E3", "E9"]


def test_a_month_of_which_no_row_is_left_is_not_replaced(places):
    make_episode(places.alder, DECEMBER, episode_id="E1")
    extract = checked(places.pct, csv_file(january(1)), places.ira)
    assert (extract.status, extract.rows_good, extract.loads.count()) == ("checked", 0, 0)


def test_what_changed_since_the_check_is_noticed(places):
    extract = checked(places.pct, csv_file([*january(2), row(3, sex="x")]), places.ira)
    make_episode(places.alder, DECEMBER, episode_id="E2")
    with pytest.raises(Refused) as refused:
        accepted(extract, places.ira)
    extract.refresh_from_db()
    assert refused.value.rule == "extract.overtaken"
    assert (extract.status, extract.rows_good, extract.rows_bad) == ("checked", 1, 2)
    accepted(extract, places.ira)
    assert counting() == ["E1", "E2"]


def test_the_file_is_kept_only_until_the_end(places, django_capture_on_commit_callbacks):
    extract = checked(places.pct, csv_file([*january(2), row(3, pod="XX")]), places.ira)
    assert path_of(extract).stat().st_mode & 0o777 == 0o600
    with django_capture_on_commit_callbacks(execute=True):
        accepted(extract, places.ira)
    assert not path_of(extract).exists()


def test_it_is_written_down(places):
    extract = checked(places.pct, csv_file(january()), places.ira)
    verbs = [entry.additional_data["verb"] for entry in history(extract)]
    assert verbs == ["extract.loaded", "extract.received"]


def test_a_version_that_was_not_loaded_takes_no_number(places):
    make_load(places.pct, version=4)
    checked(places.pct, csv_file(january()))
    assert Load.objects.current().get().version == 5


def test_an_older_file_replaces_a_newer_one_only_when_somebody_says_so(places):
    older, newer = receive(places.pct, csv_file([row(1)])), receive(places.pct, csv_file(january(2)))
    check(newer)
    assert check(older).status == "checked"
    assert (Load.objects.current().get().extract, Episode.objects.count()) == (newer, 2)
    accepted(older, places.ira)
    assert (Load.objects.current().get().extract, Episode.objects.count()) == (older, 1)


def test_a_month_settled_before_its_end_settles_in_itself(places):
    Reconciliation.objects.create(
        pct=places.pct,
        month=JANUARY.next().first,
        first_on=dt.date(2009, 2, 5),
        final_on=dt.date(2009, 2, 10),
    )
    checked(places.pct, csv_file([row(1, discharge_date="2009-02-12")]))
    assert Load.objects.current().get().settles_in == dt.date(2009, 2, 1)
