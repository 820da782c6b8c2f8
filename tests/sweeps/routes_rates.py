"""Who gets to the pages of rates and activity."""

from __future__ import annotations

from typing import Any

from referrals.models import MonthFact
from tests.cast import Cast
from tests.referrals.builders import JANUARY
from tests.referrals.builders_facts import make_activity, make_fact, make_list, make_reference, make_referrals
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, Route

READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF


def group_month(cast: Cast) -> dict[str, Any]:
    """Two practices with lists and facts, one of them far off; made once, however often asked for."""
    if not MonthFact.objects.exists():
        make_reference(cast.pct)
        for practice, events in ((cast.alder, 100), (cast.birch, 300)):
            make_list(practice)
            make_fact(practice, JANUARY, events, {"OPFA": events, "OPFUP": 200, "EL": 3})
            make_activity(practice, "OPFA", events, from_consultant=20)
            make_activity(practice, "OPFUP", 200)
            make_referrals(practice, events)
    return {"group": "daccom", "month": JANUARY}


def practice_month(cast: Cast) -> dict[str, Any]:
    return {**group_month(cast), "ods": cast.alder.ods_code}


def definition(cast: Cast) -> dict[str, Any]:
    return {"measure": "emergency"}


ROUTES = {
    "referrals:rates-home": Route(READERS | {"olive"}),
    "referrals:rates-definition": Route(READERS | {"olive"}, definition),
    "referrals:rates": Route(READERS, group_month, query="?measure=first_outpatient"),
    "referrals:activity-pods": Route(READERS, group_month),
    "referrals:activity-specialties": Route(READERS, group_month),
    "referrals:activity-outpatients": Route(READERS, group_month),
    "referrals:activity-reduction": Route(READERS, group_month),
    "referrals:rates-practice": Route(READERS, practice_month),
}
