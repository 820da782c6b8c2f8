"""Small national files, written as the real ones are."""

from __future__ import annotations

from pathlib import Path

from practices.national.lists import CELLS, HEADER


def register_line(code: str = "E82901", name: str = "ALDER SURGERY", **values: str) -> str:
    """One line of the register; give address (lines between |), postcode, opened, closed, status."""
    address = [*values.get("address", "MIDLAND ROAD|HEMEL HEMPSTEAD|HERTFORDSHIRE").split("|"), *[""] * 5][:5]
    cells = [
        code,
        name,
        "Y61",
        "Q79",
        *address,
        values.get("postcode", "HP2 5BL"),
        values.get("opened", "19740401"),
        values.get("closed", ""),
        values.get("status", "A"),
        *["B", "06N", "20130401", "", "01442 213919", "", "", "", "0", "", "06N", "", "4", ""],
    ]
    return ",".join(f'"{cell}"' for cell in cells)


def list_line(code: str = "E82901", patients: str = "10", **cells: str) -> str:
    """One line of the list-size file: that many patients in every cell but those named by their header."""
    counts = [cells.get(f"{sex.label} {band.value}", patients) for sex, band in CELLS]
    return ",".join(["EASTERN", "Y09", "EAST", "Q35", "HERTS", "5P300", "ALDER", code, *counts])


def write_register(folder: Path, *lines: str, name: str = "epraccur.csv") -> Path:
    path = folder / name
    path.write_text("".join(f"{line}\r\n" for line in lines))
    return path


def write_lists(folder: Path, *lines: str, name: str = "patient-list-size-2013-q1.csv") -> Path:
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in [",".join(HEADER), *lines]))
    return path
