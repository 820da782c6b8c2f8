"""What each column takes, and in which words a value is turned down.

A pattern means the same to Python and to polars, and the whole value must match. Patterns judge a million
values at once; the reasons are looked for only when one does not match, by the first that fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_ID = 20
MOST_POUNDS = "9,999,999.99"


@dataclass(frozen=True)
class Reason:
    """Why a value is turned down: the rule's code, what such a value looks like, and words for people."""

    rule: str
    looks_like: str
    words: str


@dataclass(frozen=True)
class Taken:
    """The values a column takes: `pattern`, and why others are not taken, `otherwise` when nothing fits."""

    pattern: str
    otherwise: Reason
    reasons: tuple[Reason, ...] = ()

    def why_not(self, text: str) -> Reason:
        """Why `text` (which the pattern does not match) is turned down."""
        fitting = (reason for reason in (*USUAL, *self.reasons) if re.search(reason.looks_like, text))
        return next(fitting, self.otherwise)


EMPTY = Reason("required", r"\A\Z", "is required, and empty here")
UNPRINTABLE = Reason("not-text", r"[\x00-\x1f\x7f]", "has characters that do not print")
FORMULA = Reason("formula", r"\A[=+@]|\A-(?![0-9])", "begins like a formula")
USUAL = (EMPTY, UNPRINTABLE, FORMULA)
SIGNED = Reason("formula", r"\A-", FORMULA.words)
NEGATIVE = Reason("negative", r"\A-[0-9]", "is negative")


def _text(most: int) -> Taken:
    first, other = r"[^\x00-\x1f\x7f=+@-]", r"[^\x00-\x1f\x7f]"
    too_long = Reason("too-long", "", f"is longer than {most} characters")
    return Taken(f"{first}{other}{{0,{most - 1}}}", too_long, (SIGNED,))


def _code(pattern: str, words: str) -> Taken:
    return Taken(pattern, Reason("code-shape", "", words), (SIGNED,))


def _one_of(pattern: str, words: str) -> Taken:
    return Taken(pattern, Reason("not-in-list", "", words), (SIGNED,))


def _whole(pattern: str, most: int) -> Taken:
    too_large = Reason("too-large", r"\A[0-9]+\Z", f"is more than {most:,}")
    return Taken(pattern, Reason("not-a-number", "", "is not a whole number"), (NEGATIVE, too_large))


def _money(pattern: str) -> Taken:
    too_large = Reason("too-large", r"\A-?[0-9]{8,}(?:\.[0-9]*)?\Z", f"is more than £{MOST_POUNDS}")
    return Taken(pattern, Reason("not-money", "", "is not pounds and pence such as 1234.50"), (too_large,))


def _date(pattern: str) -> Taken:
    return Taken(pattern, Reason("date-shape", "", "is not a date such as 2008-06-20 or 20/06/2008"))


A_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
POUNDS = r"[0-9]{1,7}(?:\.[0-9]{1,2})?"

TAKEN: dict[str, Taken] = {
    "spell_id": _text(LONGEST_ID),
    "episode_id": _text(LONGEST_ID),
    "provider_code": _code("[A-Za-z0-9]{3,6}", "is not an ODS code of three to six letters and digits"),
    "practice_code": _code("[A-Za-z0-9]{3,6}", "is not an ODS code of three to six letters and digits"),
    "nhs_number": Taken(
        "(?:(?:[0-9][ -]*){1,10})?",
        Reason("nhs-number-shape", "", "cannot be an NHS number: it is not ten digits or fewer"),
        (SIGNED,),
    ),
    "sex": _one_of("[0129]?", "is not 0, 1, 2 or 9"),
    "age": _whole("(?:[0-9]{1,2}|1[0-2][0-9]|130)?", 130),
    "pod": _one_of(
        "(?i:EL|DC|NEL|NELST|OPFA|OPFUP|OPPROC|AE)",
        "is not a point of delivery: EL, DC, NEL, NELST, OPFA, OPFUP, OPPROC or AE",
    ),
    "specialty_code": _code("[0-9]{3}", "is not a treatment function code of three digits"),
    "admission_method": _one_of("(?:1[1-3]|2[1-8]|3[12]|81)?", "is not 11–13, 21–28, 31, 32 or 81"),
    "source_of_referral": _one_of(
        "(?:0[1-7]|1[0-7]|9[237])?", "is not a source of referral: 01–07, 10–17, 92, 93 or 97"
    ),
    "patient_classification": _one_of("[1-4]?", "is not 1, 2, 3 or 4"),
    "admission_date": _date(A_DATE),
    "discharge_date": _date(f"(?:{A_DATE})?"),
    "diagnosis": _code("(?:[A-Za-z0-9][A-Za-z0-9.-]{0,5})?", "is not an ICD-10 code of up to 6 characters"),
    "procedure": _code("(?:[A-Za-z0-9][A-Za-z0-9.]{0,4})?", "is not an OPCS-4 code of up to 5 characters"),
    "hrg": _code("[A-Za-z0-9]{0,5}", "is not an HRG code of up to 5 letters and digits"),
    "length_of_stay": _whole("[0-9]{0,4}", 9_999),
    "excess_bed_days": _whole("[0-9]{0,4}", 9_999),
    "spell_cost": _money(f"(?:-?{POUNDS})?"),
    "excess_bed_day_cost": _money(f"(?:-?{POUNDS})?"),
    "total_cost": _money(f"-?{POUNDS}"),
}
"""By column, in the order of the layout."""
