"""Who gets in where: practices, accounts and the access log."""

from __future__ import annotations

from typing import Any

from auditlog.models import LogEntry

from daccom.audit import record_view
from tests.cast import Cast
from tests.sweeps.access import (
    DACORUM_PRACTICES,
    EVERYBODY,
    EXECUTIVE,
    PCT_STAFF,
    PRACTICE_STAFF,
    Route,
)

ADMINISTRATOR = frozenset({"ada"})
READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF
HAS_A_PLACE = EVERYBODY - {"nobody"}


def alder(cast: Cast) -> dict[str, Any]:
    return {"ods": cast.alder.ods_code}


def alice(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.alice.pk}


def look(cast: Cast) -> dict[str, Any]:
    record_view(by=cast.bob, rows=[cast.alder], purpose="episodes", practice_id=cast.alder.pk)
    return {**alder(cast), "look": LogEntry.objects.latest("pk").pk}


ROUTES = {
    "practices:practice-list": Route(HAS_A_PLACE, query="?q=Surgery"),
    "practices:group-detail": Route(READERS, lambda cast: {"slug": cast.dacorum.slug}),
    "practices:practice-detail": Route(READERS | ADMINISTRATOR, alder),
    "practices:own-access-log": Route(DACORUM_PRACTICES | {"olive"}),
    "practices:access-log": Route(PRACTICE_STAFF, alder),
    "practices:access-look": Route(PRACTICE_STAFF, look),
    "practices:user-list": Route(ADMINISTRATOR),
    "practices:user-add": Route(ADMINISTRATOR),
    "practices:user-detail": Route(ADMINISTRATOR, alice),
    "practices:user-send-link": Route(ADMINISTRATOR, alice, "post"),
    "practices:user-close": Route(ADMINISTRATOR, alice, "post"),
    "practices:user-reopen": Route(ADMINISTRATOR, alice, "post"),
    "practices:role-give": Route(ADMINISTRATOR, alice),
    "practices:role-end": Route(ADMINISTRATOR, lambda cast: {"pk": cast.alice.role_assignments.get().pk}),
}
