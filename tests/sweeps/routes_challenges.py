"""Who gets to the register, to single challenges, to batches and to the reconciliation dates."""

from __future__ import annotations

from typing import Any

from daccom import calendar
from referrals.services.challenge_batches import send_batch
from tests.cast import Cast
from tests.referrals.builders import JANUARY, make_episode, make_provider, make_validation
from tests.referrals.builders_challenges import make_challenge, make_finding
from tests.sweeps.access import DACORUM_PRACTICES, EVERYBODY, EXECUTIVE, PCT_STAFF, PRACTICE_STAFF, Route

READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF
COMMISSIONER = frozenset({"pat"})
SETTERS = frozenset({"pat", "fin"})


def pct(cast: Cast) -> dict[str, Any]:
    make_challenge(make_episode(cast.alder))
    return {"pct": cast.pct.ods_code}


def practice(cast: Cast) -> dict[str, Any]:
    make_challenge(make_episode(cast.alder), "partly_accepted")
    return {"ods": cast.alder.ods_code}


def group(cast: Cast) -> dict[str, Any]:
    make_challenge(make_episode(cast.alder), direction="undercharge")
    make_challenge(make_episode(cast.birch), "lapsed")
    return {"group": cast.dacorum.slug}


def challenge(cast: Cast) -> dict[str, Any]:
    return {"pk": make_challenge(make_episode(cast.alder)).pk}


def proposals(cast: Cast) -> dict[str, Any]:
    make_validation(make_episode(cast.alder), coded_correctly="no")
    make_finding(make_episode(cast.alder))
    return {"ods": cast.alder.ods_code}


def episode(cast: Cast) -> dict[str, Any]:
    found = make_episode(cast.alder)
    make_finding(found)
    return {"episode": found.pk}


def batch(cast: Cast) -> dict[str, Any]:
    for _ in range(2):
        made = make_challenge(make_episode(cast.alder))
    if made.provider.batches.exists():
        return {"pk": made.provider.batches.first().pk}
    sent = send_batch(pct=cast.pct, provider=made.provider, by=cast.pat, now=calendar.now())
    return {"pk": sent.pk}


def provider(cast: Cast) -> dict[str, Any]:
    make_challenge(make_episode(cast.alder))
    return {"pct": cast.pct.ods_code, "provider": make_provider().ods_code}


def month(cast: Cast) -> dict[str, Any]:
    return {"pct": cast.pct.ods_code, "month": JANUARY}


ROUTES = {
    "referrals:challenge-home": Route(EVERYBODY - {"ada", "nobody"}),
    "referrals:challenge-practice": Route(READERS, practice, query="?state=lost&sort=closes"),
    "referrals:challenge-group": Route(READERS, group),
    "referrals:challenge-pct": Route(PCT_STAFF, pct),
    "referrals:challenge-detail": Route(READERS - {"rita"}, challenge),
    "referrals:challenge-withdraw": Route(
        PRACTICE_STAFF, challenge, method="post", post=lambda cast: {"words": "Our mistake."}
    ),
    "referrals:challenge-patient": Route(PRACTICE_STAFF | COMMISSIONER, challenge),
    "referrals:proposal-list": Route(PRACTICE_STAFF, proposals),
    "referrals:challenge-new": Route(PRACTICE_STAFF, episode),
    "referrals:batch-list": Route(COMMISSIONER, pct),
    "referrals:batch-send": Route(COMMISSIONER, provider, method="post"),
    "referrals:batch-detail": Route(COMMISSIONER, batch),
    "referrals:batch-file": Route(COMMISSIONER, lambda cast: {**batch(cast), "kind": "csv"}),
    "referrals:batch-answers": Route(COMMISSIONER, batch),
    "referrals:batch-reply": Route(COMMISSIONER, batch, method="post"),
    "referrals:reconciliation-list": Route(SETTERS, pct),
    "referrals:reconciliation-set": Route(SETTERS, month),
}
