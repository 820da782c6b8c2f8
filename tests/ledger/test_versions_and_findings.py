"""What was certified is sealed and adds up; a finding stands with its own episode."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from practices.models import RoleAssignment
from referrals.content import digest
from referrals.ledger.readers import read_groups
from referrals.models import Finding, ReturnVersion
from tests.books import discrepancies
from tests.referrals.builders import (
    DECEMBER,
    JANUARY,
    SENT_AT,
    make_episode,
    make_return,
)

CERTIFIED = "certified totals equal their lines"
FINDINGS = "findings stand with their episodes"


def content(**changed: Any) -> dict[str, Any]:
    """Ten referrals and one validated episode, unless told."""
    lines = [{"code": "330", "specialty": "Dermatology", "urgency": "elective", "referrals": 10}]
    return {
        "counts": lines,
        "totals": {"elective": 10, "unscheduled": 0, "all": 10},
        "episodes": [{"answers": {"dates_correct": "yes"}}],
        "validated": 1,
        "challenges": 0,
        **changed,
    }


def certify(cast: Any, found: dict[str, Any], sha256: str = "") -> None:
    ReturnVersion.objects.create(
        monthly_return=make_return(cast.alder, JANUARY, "submitted"),
        number=1,
        content=found,
        sha256=sha256 or digest(found),
        declared_name="Alice",
        submitted_at=SENT_AT,
        submitted_by=cast.alice,
    )


def test_a_version_that_adds_up_passes(cast):
    certify(cast, content())
    assert discrepancies(CERTIFIED) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"totals": {"elective": 10, "unscheduled": 0, "all": 11}},
        {"totals": {"elective": 9, "unscheduled": 1, "all": 10}},
        {"validated": 0},
        {"challenges": 1},
    ],
)
def test_a_version_that_does_not_is_found(cast, changed):
    certify(cast, content(**changed))
    assert discrepancies(CERTIFIED)


def test_a_broken_seal_is_found(cast):
    certify(cast, content(), sha256="a" * 64)
    assert "fingerprint" in discrepancies(CERTIFIED)[0]


@pytest.fixture
def finding(cast):
    episode = make_episode(cast.alder)
    return Finding.objects.create(
        load=episode.load,
        episode=episode,
        practice=cast.alder,
        month=episode.month,
        rule="price",
        rule_version="1",
        amount=10,
        words="Costs more than the tariff.",
        found_on=dt.date(2009, 2, 20),
    )


def test_a_finding_in_its_place_passes(finding):
    assert discrepancies(FINDINGS) == []


@pytest.mark.parametrize("field", ["practice", "month", "load"])
def test_a_finding_elsewhere_is_found(finding, cast, field):
    other = make_episode(cast.birch, DECEMBER)
    Finding.objects.filter(pk=finding.pk).update(**{field: getattr(other, field)})
    assert discrepancies(FINDINGS)


def test_a_group_that_nobody_reads_is_not_compared(cast):
    RoleAssignment.objects.all().delete()
    assert list(read_groups()) == []
