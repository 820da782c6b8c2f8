"""Whatever happens to a file on its way: an import ends in a new state or in the old one, said clearly."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daccom.errors import Refused
from practices.models import ImportRun, ListSize, Practice
from practices.services.list_size_imports import import_list_sizes
from practices.services.practice_imports import import_practices
from tests.cast import Cast
from tests.practices.national_files import list_line, register_line, write_lists, write_register

CODES = ("E82901", "E82902", "E82903")
pieces = st.one_of(
    st.binary(max_size=12), st.sampled_from([b'"', b",", b"\n", b"\r\n", b"\0", b"-1", b"\xff", b"E82901"])
)
changes = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), pieces), min_size=1, max_size=4)
anything = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def damaged(content: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    """At each place (a share of the length) some bytes go and others come."""
    for place, length, piece in cuts:
        start = int(place * len(content))
        content = content[:start] + piece + content[start + length :]
    return content


def state() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Practice, ListSize, ImportRun)]


def check(work: Any, path: Path, content: bytes) -> None:
    before = state()
    path.write_bytes(content)
    try:
        outcome = work(path=path, by=None)
    except Refused:
        assert state() == before
        return
    assert ImportRun.objects.count() == len(before[2]) + 1
    again = work(path=path, by=None)
    assert (again.created, again.changed) == (0, 0)
    assert again.rejections == outcome.rejections


@pytest.mark.django_db
@anything
@given(cuts=changes)
def test_a_damaged_register(cast: Cast, cuts: list[tuple[float, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_register(Path(folder), *(register_line(code) for code in CODES))
        check(import_practices, path, damaged(path.read_bytes(), cuts))


@pytest.mark.django_db
@anything
@given(cuts=changes)
def test_a_damaged_list_size_file(cast: Cast, cuts: list[tuple[float, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_lists(Path(folder), *(list_line(code) for code in CODES))
        check(import_list_sizes, path, damaged(path.read_bytes(), cuts))
