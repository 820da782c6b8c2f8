"""Finding the organisation a person means by what they typed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from daccom.errors import Refused
from practices.models import PCT, CommissioningGroup, Practice

Organisation = Practice | CommissioningGroup | PCT
KINDS: dict[str, str] = {"practice": "a practice", "group": "a commissioning group", "pct": "a PCT"}
MODELS: dict[str, tuple[type[Organisation], str]] = {
    "practice": (Practice, "ods_code"),
    "group": (CommissioningGroup, "slug"),
    "pct": (PCT, "ods_code"),
}
MOST_NAMED = 5


def find_organisation(words: str, kind: str) -> Organisation:
    """The one organisation of `kind` ("practice", "group", "pct") with that ODS code or name.

    Raises Refused, which says what to type instead: none found, one of another kind, or several.
    """
    found = _matching(words, kind)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused("organisation.several", _several(words, found), "Type the code of one of them.")
    for other in [name for name in KINDS if name != kind]:
        if others := _matching(words, other):
            raise Refused(
                "organisation.other-kind",
                f"{others[0]} is {KINDS[other]}; this role is held for {KINDS[kind]}.",
                f"Type the name of {KINDS[kind]}.",
            )
    raise Refused(
        "organisation.none",
        f"There is no organisation with the code or name “{words}”.",
        f"Type the ODS code of {KINDS[kind]}, or part of its name.",
    )


def organisation_kind(organisation: Organisation) -> str:
    """ "practice", "group" or "pct"."""
    if isinstance(organisation, Practice):
        return "practice"
    return "group" if isinstance(organisation, CommissioningGroup) else "pct"


def _matching(words: str, kind: str) -> Sequence[Organisation]:
    """Those with that very code or name, else those whose name has it; at most MOST_NAMED + 1."""
    model, code = MODELS[kind]
    rows = model._default_manager.order_by("name")
    exact = rows.filter(Q(**{f"{code}__iexact": words}) | Q(name__iexact=words))
    like = Q(name__icontains=words) | (Q(register_name__icontains=words) if kind == "practice" else Q())
    return list(exact[: MOST_NAMED + 1]) or list(rows.filter(like)[: MOST_NAMED + 1])


def _several(words: str, found: Sequence[Organisation]) -> str:
    named = [f"{one} ({_code(one)})" for one in found[:MOST_NAMED]]
    more = " and others" if len(found) > MOST_NAMED else ""
    return f"“{words}” may mean {', '.join(named)}{more}."


def _code(organisation: Organisation) -> str:
    return organisation.slug if isinstance(organisation, CommissioningGroup) else organisation.ods_code
