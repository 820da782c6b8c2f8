"""Posted acute spend and extracts in a sentence."""

from __future__ import annotations

from budgets.selectors.hospital import HospitalCare
from daccom.formats import money_short, percent


def hospital_sentence(found: HospitalCare) -> str:
    """How far apart they are to date, and how much of it is explained."""
    year = found.to_date
    if not any(cell.posted for cell in found.cells):
        return f"Finance has posted nothing for hospital care up to {found.month} yet."
    if not any(cell.has_activity for cell in found.cells):
        return (
            f"No extract or count of this year is here up to {found.month} yet: there is nothing to compare."
        )
    start = (
        f"Up to {found.month} finance posted {money_short(year.posted)} for hospital care; "
        f"extracts and counts come to {money_short(year.extracts)}"
    )
    if not year.difference:
        return f"{start}, exactly the same."
    way = "more" if year.difference > 0 else "less"
    share = percent(abs(year.unexplained) / abs(year.posted) * 100) if year.posted else "all"
    return (
        f"{start}: finance posted {money_short(abs(year.difference))} {way}. "
        f"{money_short(year.explained)} of the difference is explained below, "
        f"{money_short(year.unexplained)} is not ({share} of what was posted)."
    )
