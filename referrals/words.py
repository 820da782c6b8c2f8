"""Lists of names as a sentence takes them."""

MOST_NAMES = 3


def names(all_names: list[str]) -> str:
    """“Alder, Birch and Cedar”; of more than three, “Alder, Birch, Cedar and 4 more”; nothing of none."""
    if len(all_names) > MOST_NAMES:
        return f"{', '.join(all_names[:MOST_NAMES])} and {len(all_names) - MOST_NAMES} more"
    return " and ".join(part for part in (", ".join(all_names[:-1]), *all_names[-1:]) if part)
