"""The register writes in capitals; these functions write the same names as people do. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SMALL = "and at by for from in le next of off on or the to under upon with"
_CAPITALS = """
A&E CAMHS CCG CIC DN ED ENT GMS GP GPS GPSI GUM HMP IAPT ICB ICS II III IV LLP MIU MSK NHS OOH PCC PCN PCT PMS
TB UCC UK UTC VI WIC YOI
"""
_NO_INITIALS = "DR DRS MR MRS MS ST RD LTD NR CTR GRP HSE"
_COUNTIES = """
avon, bedfordshire, beds, berkshire, berks, buckinghamshire, bucks, cambridgeshire, cambs, cheshire,
cleveland, clwyd, cornwall, county durham, co durham, cumbria, derbyshire, devon, dorset, dyfed,
east riding, east sussex, east yorkshire, essex, gloucestershire, glos, greater london, greater
manchester, gwent, gwynedd, hampshire, hants, herefordshire, hertfordshire, herts, humberside, isle
of wight, kent, lancashire, lancs, leicestershire, leics, lincolnshire, lincs, merseyside, mid
glamorgan, middlesex, middx, norfolk, north humberside, north lincolnshire, north somerset, north
yorkshire, northamptonshire, northants, northumberland, nottinghamshire, notts, oxfordshire, oxon,
powys, rutland, shropshire, somerset, south glamorgan, south humberside, south yorkshire,
staffordshire, staffs, suffolk, surrey, tyne and wear, tyne & wear, warwickshire, west glamorgan,
west midlands, west sussex, west yorkshire, wiltshire, wilts, worcestershire, worcs
"""
SMALL = frozenset(_SMALL.split())
CAPITALS = frozenset(_CAPITALS.split())
NO_INITIALS = frozenset(_NO_INITIALS.split())
COUNTIES = frozenset(name.strip() for name in _COUNTIES.split(","))
WORD = re.compile(r"[^\s\-/(),.]+")
VOWELS = frozenset("AEIOUY")


def proper_name(capitals: str) -> str:
    """KINGS LANGLEY SURGERY as Kings Langley Surgery; small words stay small, abbreviations stay large."""
    return WORD.sub(lambda found: _word(found.group(), first=found.start() == 0), capitals)


def address_of(lines: Iterable[str]) -> str:
    """The lines of an address in capitals as one line: Midland Road, Hemel Hempstead, Hertfordshire."""
    parts = [part.strip() for line in lines for part in line.split(",")]
    return ", ".join(proper_name(part) for part in parts if part)


def town_of(address: str) -> str:
    """The town of an address whose lines stand between commas: the last line that is no county."""
    lines = [line for line in address.split(", ") if line]
    places = [line for line in lines if line.lower() not in COUNTIES]
    return places[-1] if len(lines) > 1 and places else ""


def _word(word: str, *, first: bool) -> str:
    upper = word.upper()
    if upper.lower() in SMALL and not first:
        return upper.lower()
    if upper in CAPITALS or _is_initials(upper):
        return upper
    return _inside(upper.capitalize())


def _is_initials(word: str) -> bool:
    """PK or JW: short, all letters, and nobody can say it."""
    return len(word) <= 3 and word.isalpha() and word not in NO_INITIALS and not VOWELS & set(word)


def _inside(word: str) -> str:
    """O'Brien and McDonald; St Mary's keeps its small s."""
    word = re.sub(r"^(O|D)['\u2019]([a-z])", lambda found: f"{found[1]}'{found[2].upper()}", word)
    return re.sub(r"^Mc([a-z])", lambda found: f"Mc{found[1].upper()}", word)
