"""The PCT, its four groups, the 19 practices and their list sizes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from practices.demo import story
from practices.demo.facts import facts
from practices.models import PCT, AgeBand, CommissioningGroup, ListSize, Membership, Practice, Sex

JOINED_ON = dt.date(2006, 4, 1)
SOURCES = {
    "counted_2013_q1": "Counted 2013, quarter 1 (national file): four years after the demonstration",
    "derived_2008": "2013 counts scaled to the 151,822 patients stated for January 2008",
}


def load_organisations() -> int:
    """Write PCT, groups, practices and memberships; how many practices."""
    about = facts("practices", "organisations")
    pct, _ = PCT.objects.get_or_create(
        ods_code=about["pct"]["ods_code"], defaults={"name": about["pct"]["name"]}
    )
    CommissioningGroup.objects.bulk_create(
        CommissioningGroup(pct=pct, slug=group["slug"], name=group["name"]) for group in about["groups"]
    )
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    for fact in about["practices"]:
        practice, _ = Practice.objects.update_or_create(ods_code=fact["ods_code"], defaults=_details(fact))
        Membership.objects.get_or_create(
            practice=practice, left_on=None, defaults={"group": group, "joined_on": JOINED_ON}
        )
    return len(about["practices"])


def _details(fact: dict[str, Any]) -> dict[str, Any]:
    """A practice's fields; contract and training status are stated only as totals, so they stay unknown."""
    return {
        "name": fact["name"],
        "register_name": fact["register_name"],
        "town": fact["town"],
        "postcode": fact["postcode"],
        "opened_on": fact["register_opened"],
        "closed_on": fact["register_closed"],
    }


def load_list_sizes() -> int:
    """Write both counts of every practice by sex and age band; how many rows."""
    practices = Practice.objects.in_bulk(field_name="ods_code")
    rows = [
        ListSize(
            practice=practices[ods_code],
            as_at=counted["as_at"],
            sex=sex,
            age_band=band,
            patients=patients,
            source=SOURCES[counted["key"]],
            is_simulated=counted["simulated"],
        )
        for counted in facts("practices", "list_sizes")["lists"]
        for ods_code, bands in counted["practices"].items()
        for sex, name in ((Sex.MALE, "male"), (Sex.FEMALE, "female"))
        for band, patients in zip(AgeBand.values, bands[name], strict=True)
    ]
    return len(ListSize.objects.bulk_create(rows, ignore_conflicts=True))
