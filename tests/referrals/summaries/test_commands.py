"""Counts and reference events from the command line."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from practices.models.list_sizes import AgeBand
from referrals.models import ActivitySummary, ReferenceEvents
from tests.referrals.builders import make_specialty
from tests.referrals.summaries.files import GOOD, csv_of, row

HEADERS = ("pod", "sex", "age_band", "events", "population")


@pytest.fixture
def counts(cast, tmp_path):
    """Import a file of these rows."""
    make_specialty()

    def run(rows, *options, pct="5P4"):
        path = tmp_path / "counts.csv"
        path.write_bytes(csv_of(rows))
        call_command("import_activity_summary", str(path), "--pct", pct, *options)

    return run


@pytest.fixture
def reference(cast, tmp_path):
    def run(rows, *options, year="2007"):
        path = tmp_path / "reference.csv"
        path.write_bytes(csv_of(rows, HEADERS))
        call_command("import_reference_events", str(path), "--pct", "5P4", "--year", year, *options)

    return run


def bands(pod: str = "OPFA", **values: str) -> list[dict[str, str]]:
    """Every sex and age once."""
    return [
        {"pod": pod, "sex": sex, "age_band": band, "events": "10", "population": "100", **values}
        for sex in ("1", "female")
        for band in AgeBand.values
    ]


def test_totals_before_and_after_are_said(counts, capsys):
    counts([GOOD], "--by", "ira@example.test")
    counts([row(activity="50", cost="10.00")])
    first, second = capsys.readouterr().out.splitlines()
    assert first == "1 line of 1 month posted: activity 40 for £3,200.50, before 0 for £0."
    assert second == "1 line of 1 month posted: activity 50 for £10, before 40 for £3,200.50."


def test_every_error_is_named(counts, capsys):
    with pytest.raises(CommandError, match="2 values cannot be taken. Nothing was stored."):
        counts([row(month="x", cost="")])
    assert capsys.readouterr().err.splitlines() == [
        "Row 2, month “x”: Enter a month such as 2009-01.",
        "Row 2, cost: Enter pounds and pence, such as 1250.50; a credit as -12.34.",
    ]
    assert not ActivitySummary.objects.exists()


def test_an_unknown_pct_or_file_is_told(counts, cast):
    with pytest.raises(CommandError, match="There is no PCT 5XX"):
        counts([GOOD], pct="5XX")
    for command, more in (("import_activity_summary", []), ("import_reference_events", ["--year", "2007"])):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command(command, "nowhere.csv", "--pct", "5P4", *more)


def test_who_may_not_is_refused(counts, reference):
    for run, rows in ((counts, [GOOD]), (reference, bands())):
        with pytest.raises(CommandError, match="Only PCT information staff"):
            run(rows, "--by", "alice@example.test")


def test_reference_events_replace_those_of_their_points_of_delivery(reference, capsys):
    reference([*bands(), *bands("AE")])
    reference(bands(events="20"), "--source", "All practices of the PCT")
    assert capsys.readouterr().out.splitlines()[1] == "18 lines of 2007/08 stored: 360 events."
    assert ReferenceEvents.objects.filter(pod="AE", events=10).count() == 18
    assert set(ReferenceEvents.objects.filter(pod="OPFA").values_list("events", "source")) == {
        (20, "All practices of the PCT")
    }


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([], "There is not one row below the headings."),
        (bands()[1:], "OPFA has no row for sex 1 of this age."),
        ([*bands(), *bands()[:1]], "Row 2 has this point of delivery, sex and age already."),
        (bands(population="0"), "Nobody cannot have had events."),
        (bands(sex="x"), "Enter 1 or male, 2 or female."),
        (bands(pod="GP"), "Enter one of EL, DC"),
    ],
)
def test_a_reference_with_a_gap_or_an_error_is_not_stored(reference, capsys, rows, problem):
    with pytest.raises(CommandError, match="Nothing was stored"):
        reference(rows)
    assert problem in capsys.readouterr().err
    assert not ReferenceEvents.objects.exists()


def test_impossible_years_and_sources_are_refused(reference):
    with pytest.raises(CommandError, match="Give the year"):
        reference(bands(), year="207")
    with pytest.raises(CommandError, match="at most 200 characters"):
        reference(bands(), "--source", "x" * 201)
