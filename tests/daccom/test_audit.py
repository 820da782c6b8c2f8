"""Who did what, and who looked; written once."""

import pytest
from auditlog.models import LogEntry
from django.db import DatabaseError, transaction

from daccom import audit


def test_a_change_keeps_before_and_after(cast):
    audit.record(
        by=cast.ada, verb="practice.renamed", target=cast.alder, before={"name": "Old"}, after={"name": "New"}
    )
    entry = audit.history(cast.alder).get()
    assert entry.actor == cast.ada
    assert entry.changes == {"name": ["Old", "New"]}
    assert entry.additional_data["verb"] == "practice.renamed"


def test_what_did_not_change_is_left_out(cast):
    audit.record(by=None, verb="x", target=cast.alder, before={"a": 1, "b": 2}, after={"a": 1, "b": 3})
    assert audit.history(cast.alder).get().changes == {"b": ["2", "3"]}


def test_a_look_is_recorded_row_by_row(cast):
    audit.record_view(by=cast.alice, rows=[cast.alder, cast.birch], purpose="episode list")
    assert LogEntry.objects.filter(action=LogEntry.Action.ACCESS, actor=cast.alice).count() == 2


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_the_log(cast, change):
    audit.record(by=cast.ada, verb="x", target=cast.alder)
    entries = LogEntry.objects.all()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        entries.update(object_repr="forged") if change == "update" else entries._raw_delete("default")
    assert entries.count() == 1
