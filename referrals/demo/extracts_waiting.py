"""Files that did not simply load: one with bad rows and one in another layout wait, one was rejected."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from io import BytesIO, StringIO
from typing import Any

from daccom import jobs
from practices.demo import story
from practices.demo.accounts import PCT_INFORMATION
from practices.demo.moments import at
from practices.models import PCT, User
from referrals.hidas.layout import NAMES
from referrals.models import Episode, Extract, Load, RowError
from referrals.selectors.loads import latest_job
from referrals.services import checking
from referrals.services.extracts import receive_extract

Row = dict[str, Any]
SMALL_PROVIDER, OTHER_PROVIDER = "RWH", "RXQ"
RECEIVED = dt.date(2009, 2, 19)
BAD_VALUES: tuple[tuple[str, str], ...] = (
    ("practice_code", "E82999"),
    ("practice_code", "E82999"),
    ("discharge_date", "30/02/2009"),
    ("total_cost", "twelve"),
    ("sex", "M"),
    ("age", "-4"),
    ("spell_cost", "=1+1"),
)
NEW_SPECIALTY = "199"
OTHER_NAMES = {
    "spell_id": "Spell",
    "episode_id": "FCE",
    "provider_code": "Trust",
    "practice_code": "GP practice",
    "nhs_number": "NHS no",
    "pod": "Point of delivery",
    "specialty_code": "TFC",
    "admission_date": "Admitted",
    "discharge_date": "Discharged",
    "hrg": "HRG",
    "total_cost": "Charge",
}
"""How the layout of the third file names our columns; it has no others."""


def load_waiting_extracts() -> int:
    """Receive and check the files; how many there are."""
    pct, by = PCT.objects.get(), User.objects.get(email=PCT_INFORMATION)
    again = _episodes(SMALL_PROVIDER)
    _checked(pct, by, "HIDAS-2009-01-RWH-again.csv", _csv(_sent_again(again)), 9)
    others = [{OTHER_NAMES[name]: row[name] for name in OTHER_NAMES} for row in _episodes(OTHER_PROVIDER)]
    _checked(pct, by, "Buckinghamshire-January.csv", _csv(others), 11)
    _rejected(pct, by)
    return 3


def _episodes(provider: str) -> list[Row]:
    """What counts for the provider in the newest month, as the rows of a file."""
    load = Load.objects.current().get(provider__ods_code=provider, month=story.LAST_MONTH.first)
    rows = load.episodes.select_related("provider", "practice", "specialty").order_by("episode_id")
    return [_row(episode) for episode in rows]


def _row(episode: Episode) -> Row:
    codes = {
        "provider_code": episode.provider.ods_code,
        "practice_code": episode.practice.ods_code,
        "specialty_code": episode.specialty.code,
    }
    plain = {name: getattr(episode, name) for name in NAMES if name not in codes}
    return {name: {**plain, **codes}[name] for name in NAMES}


def _sent_again(rows: list[Row]) -> list[Row]:
    """The month once more: an episode gone, a few dearer, some values wrong, a specialty nobody knows."""
    kept = [dict(row) for row in rows[1:]]
    for row in kept[3:6]:
        row["spell_cost"] += 120
        row["total_cost"] += 120
    for place, (column, value) in enumerate(BAD_VALUES, start=7):
        kept[place][column] = value
    kept[2]["specialty_code"] = NEW_SPECIALTY
    return [{**row, "local_reference": f"ENH/{place:04d}"} for place, row in enumerate(kept)]


def _csv(rows: list[Row]) -> bytes:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _checked(pct: PCT, by: User, name: str, content: bytes, hour: int) -> None:
    extract = receive_extract(pct=pct, by=by, file=BytesIO(content), file_name=name, send=False)
    job = latest_job(extract)
    if job:
        jobs.with_job(job.pk, checking.check_extract)
    moment = at(RECEIVED, hour, 20)
    Extract.objects.filter(pk=extract.pk).update(received_at=moment, checked_at=moment, is_simulated=True)


def _rejected(pct: PCT, by: User) -> None:
    """A test file that the trust sent by mistake."""
    received = at(dt.date(2009, 1, 6), 8, 55)
    extract = Extract.objects.create(
        pct=pct,
        file_name="HIDAS-2008-12-test.csv",
        sha256=hashlib.sha256(b"a test file of December").hexdigest(),
        size_bytes=4_112,
        status=Extract.Status.REJECTED,
        rows_read=24,
        rows_good=21,
        rows_bad=3,
        received_at=received,
        received_by=by,
        checked_at=received,
        ended_at=at(dt.date(2009, 1, 6), 9, 10),
        ended_by=by,
        reject_reason="The trust's test file, sent by mistake. December came again the same day.",
        is_simulated=True,
    )
    RowError.objects.bulk_create(
        RowError(
            extract=extract,
            rule="unknown-practice",
            line=line,
            column="practice_code",
            value="TEST01",
            reason="is the code of no practice that we know",
        )
        for line in (4, 11, 19)
    )
