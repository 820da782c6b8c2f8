"""What patients are treated for: which specialties and HRGs each kind of patient meets, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from practices.demo.draws import Integers
from practices.demo.facts import facts
from referrals.demo.reference import A_AND_E
from referrals.demo.tariffs import price_in_pounds

ADMITTED = ("EL", "DC", "NEL", "NELST")
KINDS = (
    "child",
    "woman under 45",
    "man under 45",
    "woman under 65",
    "man under 65",
    "woman over 65",
    "man over 65",
)
CHILDREN = {"100", "101", "110", "120", "130", "140", "160", "330", "400", "420", "650"}
CHILDREN_ONLY, WOMEN_ONLY, MOTHERS_ONLY, OLD_ONLY = {"420"}, {"502"}, {"501"}, {"430"}
FROM_45 = {"B13", "D39", "D40", "E12", "E14", "E15", "F32", "G14", "H04", "H80", "H81", "Q11"}
FROM_65, MEN_ONLY = {"H86"}, {"L27"}
A_AND_E_POUNDS = (62, 118)
PROCEDURE_EXTRA_POUNDS = (60, 160)
DEAR_POUNDS, DEAR_WEIGHT, ORDINARY_WEIGHT = 3_000, 3, 10
"""Dear HRGs are made rarer, so that a practice of 15,000 has about fifteen episodes a month to validate."""


@dataclass(frozen=True)
class Treatment:
    """A treatment, its prices in pounds from and to (the same when admitted) and its trim point in days."""

    specialty: str
    hrg: str
    pounds: tuple[int, int]
    trim_days: int
    weight: int


def kinds_of(sex: Integers, age: Integers) -> Integers:
    """The position in KINDS of each patient."""
    adult = 1 + (sex == 1) + 2 * (age >= 45) + 2 * (age >= 65)
    return np.where(age < 16, 0, adult)


def suits(kind: str, specialty: str) -> bool:
    """Whether this kind of patient is seen in this specialty."""
    if kind == "child":
        return specialty in CHILDREN
    if specialty in CHILDREN_ONLY:
        return False
    if specialty in MOTHERS_ONLY:
        return kind == "woman under 45"
    if specialty in WOMEN_ONLY:
        return kind.startswith("woman")
    return specialty not in OLD_ONLY or kind.endswith("over 65")


def suits_hrg(kind: str, fact: dict[str, Any]) -> bool:
    """Whether an HRG fits the age and sex: "older" and "younger" in its label part at about 65."""
    old, code = kind.endswith("over 65"), fact["code"]
    if "older" in fact["label"] or code in FROM_65:
        return old and (code not in MEN_ONLY or kind.startswith("man"))
    if "younger" in fact["label"] and old:
        return False
    return code not in FROM_45 or kind.endswith("65")


@lru_cache
def treatments(pod: str, kind: str) -> tuple[Treatment, ...]:
    """What this kind of patient may be treated for at this point of delivery."""
    if pod == "AE":
        return (Treatment(A_AND_E, "", A_AND_E_POUNDS, 0, 1),)
    about = facts("referrals", "specialties")
    if pod in ADMITTED:
        return tuple(
            _admission(fact)
            for fact in about["hrgs"]
            if pod in fact["pods"] and suits(kind, fact["specialty"]) and suits_hrg(kind, fact)
        )
    return tuple(_attendance(pod, fact) for fact in about["specialties"] if suits(kind, fact["code"]))


def _admission(fact: dict[str, Any]) -> Treatment:
    """An admission costs the tariff's price, whoever it is."""
    price, is_dear = price_in_pounds(fact), fact["cost_to_gbp"] > DEAR_POUNDS
    weight = fact["weight"] * (DEAR_WEIGHT if is_dear else ORDINARY_WEIGHT)
    return Treatment(fact["specialty"], fact["code"], (price, price), fact["trim_days"], weight)


def _attendance(pod: str, fact: dict[str, Any]) -> Treatment:
    first, follow_up, weight = fact["first_gbp"], fact["follow_up_gbp"], fact["referral_weight"]
    if pod == "OPFA":
        return Treatment(fact["code"], "", (first, first), 0, weight)
    if pod == "OPFUP":
        return Treatment(fact["code"], "", (follow_up, follow_up), 0, weight)
    low, high = PROCEDURE_EXTRA_POUNDS
    return Treatment(fact["code"], "", (follow_up + low, follow_up + high), 0, weight)
