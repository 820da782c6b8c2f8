"""List sizes: what is counted, what is left out and said, what is refused whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from auditlog.models import LogEntry

from daccom.errors import Refused
from practices.models import ImportRun, ListSize
from practices.selectors.list_sizes import list_size_totals
from practices.services.list_size_imports import import_list_sizes
from practices.services.runs import Outcome
from tests.cast import Cast
from tests.practices.national_files import list_line, write_lists

JANUARY = dt.date(2013, 1, 1)


def run(folder: Path, *lines: str, by: Any = None, **options: Any) -> Outcome:
    return import_list_sizes(path=write_lists(folder, *lines), by=by, **options)


def test_each_sex_and_age_band_is_stored(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, list_line("E82901", "10", **{"Female 75+": "400"}))
    assert cast.alder.list_sizes.count() == 18
    assert cast.alder.list_sizes.get(sex="2", age_band="75+").patients == 400
    total = list_size_totals([cast.alder], JANUARY)[cast.alder.pk]
    assert (total.patients, total.as_at) == (570, JANUARY)
    assert total.source == "Registered patients by practice, patient-list-size-2013-q1.csv"


@pytest.mark.parametrize(
    ("name", "day"),
    [("patient-list-size-2013-q1.csv", JANUARY), ("Patients-2012-Q4.csv", dt.date(2012, 10, 1))],
)
def test_the_file_name_says_the_quarter(cast: Cast, tmp_path: Path, name: str, day: dt.date) -> None:
    import_list_sizes(path=write_lists(tmp_path, list_line(), name=name), by=None)
    assert set(ListSize.objects.values_list("as_at", flat=True)) == {day}


def test_a_day_given_overrides_the_name(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, list_line(), as_at=dt.date(2012, 12, 31))
    assert ListSize.objects.filter(as_at=dt.date(2012, 12, 31)).count() == 18


def test_without_a_day_the_file_is_refused(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not say which quarter") as refused:
        import_list_sizes(path=write_lists(tmp_path, list_line(), name="lists.csv"), by=None)
    assert "--as-at" in refused.value.next_step
    assert not ListSize.objects.exists()


def test_the_second_run_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, list_line("E82901"), list_line("E82902"))
    before = list(ListSize.objects.order_by("pk").values())
    outcome = run(tmp_path, list_line("E82901"), list_line("E82902"))
    assert outcome.counts == {"read": 2, "created": 0, "changed": 0, "unchanged": 2, "rejected": 0}
    assert list(ListSize.objects.order_by("pk").values()) == before


def test_a_corrected_count_replaces_the_old_one(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, list_line("E82901"), list_line("E82902"))
    outcome = run(tmp_path, list_line("E82901", **{"Male 0-4": "99"}), list_line("E82902"))
    assert (outcome.changed, outcome.unchanged) == (1, 1)
    assert cast.alder.list_sizes.get(sex="1", age_band="0-4").patients == 99
    assert ListSize.objects.count() == 36


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (list_line("E99999"), "Practice Code", "is not in the practice register"),
        (list_line("E82901"), "Practice Code", "stands in line 2 already"),
        (list_line("E82902", **{"Male 0-4": "-3"}), "Male 0-4", "is not a whole number of patients"),
        (list_line("E82902", **{"Female 75+": "many"}), "Female 75+", "is not a whole number of patients"),
        (list_line("E82902", **{"Male 5-14": ""}), "Male 5-14", "is not a whole number of patients"),
        (list_line("E82902", **{"Male 5-14": "12.5"}), "Male 5-14", "is not a whole number of patients"),
        (list_line("E82902", **{"Male 5-14": "500001"}), "Male 5-14", "is more than 500,000 patients"),
        (list_line("E82902", **{"Male 5-14": "9" * 5000}), "Male 5-14", "is more than 500,000 patients"),
        ("E82902,3", "whole line", "has 2 columns, not 26"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_stands(
    cast: Cast, tmp_path: Path, line: str, column: str, reason: str
) -> None:
    outcome = run(tmp_path, list_line("E82901"), line, list_line("E82903"))
    (rejection,) = outcome.rejections
    assert (rejection.line, rejection.column, rejection.reason) == (3, column, reason)
    assert set(ListSize.objects.values_list("practice__ods_code", flat=True)) == {"E82901", "E82903"}


def test_a_rejection_reads_as_a_sentence(cast: Cast, tmp_path: Path) -> None:
    (rejection,) = run(tmp_path, list_line("E82902", **{"Male 0-4": "-3"})).rejections
    assert str(rejection) == "line 2, Male 0-4: '-3' is not a whole number of patients"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda text: text.replace("Practice Code", "Surgery"), "import.not-list-sizes"),
        (lambda text: "a,b\n", "import.not-list-sizes"),
        (lambda text: text.splitlines(keepends=True)[0], "import.empty"),
        (lambda text: text[:-10], "import.cut-off"),
        (lambda text: text + "\0", "import.not-text"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_whole(
    cast: Cast, tmp_path: Path, change: Any, rule: str
) -> None:
    path = write_lists(tmp_path, list_line())
    path.write_text(change(path.read_text()))
    with pytest.raises(Refused) as refused:
        import_list_sizes(path=path, by=None)
    assert refused.value.rule == rule
    assert not ListSize.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_run_is_kept_and_audited(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, list_line(), by=cast.ira)
    kept = ImportRun.objects.get()
    assert (kept.kind, kept.as_at, kept.rows_created) == ("list_sizes", JANUARY, 1)
    assert LogEntry.objects.get().changes["as_at"] == ["", "2013-01-01"]


@pytest.mark.parametrize("name", ["alice", "pat", "fin", "nobody"])
def test_others_may_not_import(cast: Cast, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="may not import"):
        run(tmp_path, list_line(), by=cast[name])
    assert not ListSize.objects.exists()


def test_somebody_whose_account_is_closed_may_not_import(cast: Cast, tmp_path: Path) -> None:
    cast.ada.is_active = False
    with pytest.raises(Refused):
        run(tmp_path, list_line(), by=cast.ada)
