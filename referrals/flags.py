"""What looks odd about an episode at a glance, before a person answers. Pure functions."""

from __future__ import annotations

from referrals.models import Episode


def flags(episode: Episode) -> list[str]:
    """Short remarks in words; none when nothing looks odd."""
    stay = (episode.discharge_date - episode.admission_date).days if episode.discharge_date else None
    found = {
        "No NHS number": not episode.nhs_number,
        "Discharged before admission": stay is not None and stay < 0,
        "Length of stay does not match the dates": (
            stay is not None and stay >= 0 and episode.length_of_stay not in (None, stay)
        ),
        "Excess bed days": episode.excess_bed_days > 0,
    }
    return [words for words, holds in found.items() if holds]
