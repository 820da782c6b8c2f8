"""manage.py import_practices and import_list_sizes: what a person at the terminal sees."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from practices.models import ImportRun, Practice
from tests.cast import Cast
from tests.practices.national_files import list_line, register_line, write_lists, write_register


def told(*words: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_register_is_summed_up(cast: Cast, tmp_path: Path) -> None:
    path = write_register(tmp_path, register_line("E82901"), register_line("E82022"), "broken")
    out, err = told("import_practices", str(path))
    assert out == "Rows of practices: 3 read, 1 created, 1 changed, 0 unchanged, 1 rejected.\n"
    assert err == "Left out: line 3, whole line: 'broken' has 1 columns, not 27\n"


def test_list_sizes_are_summed_up(cast: Cast, tmp_path: Path) -> None:
    path = write_lists(tmp_path, list_line(), name="lists.csv")
    out, err = told("import_list_sizes", str(path), "--as-at", "2013-01-01", "--by", "Ada@example.test")
    assert out == "Rows of list sizes: 1 read, 1 created, 0 changed, 0 unchanged, 0 rejected.\n"
    assert err == ""
    assert ImportRun.objects.get().by == cast.ada


def test_an_unknown_account_is_refused(cast: Cast, tmp_path: Path) -> None:
    path = write_register(tmp_path, register_line("E82022"))
    with pytest.raises(CommandError, match="no account who@example.test"):
        told("import_practices", str(path), "--by", "who@example.test")
    assert Practice.objects.count() == 3


def test_a_wrong_file_is_one_clear_message(db: None, tmp_path: Path) -> None:
    path = tmp_path / "epraccur.csv"
    path.write_text("")
    with pytest.raises(CommandError, match=r"^epraccur\.csv is empty\. Nothing was stored\."):
        told("import_practices", str(path))
