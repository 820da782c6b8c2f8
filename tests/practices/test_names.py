"""Register capitals, written as people write them."""

from __future__ import annotations

import pytest

from practices.national.names import address_of, proper_name, town_of


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("KINGS LANGLEY SURGERY", "Kings Langley Surgery"),
        ("THE HEALTH CENTRE", "The Health Centre"),
        ("ST MARY'S PRACTICE", "St Mary's Practice"),
        ("DR PK O'BRIEN & PARTNERS", "Dr PK O'Brien & Partners"),
        ("STOCKTON-ON-TEES", "Stockton-on-Tees"),
        ("HMP & YOI STYAL", "HMP & YOI Styal"),
        ("MCDONALD MEDICAL CTR (NHS)", "McDonald Medical Ctr (NHS)"),
        ("2ND FLOOR, A & E DEPT", "2nd Floor, A & E Dept"),
        ("", ""),
    ],
)
def test_capitals_become_names(capitals: str, written: str) -> None:
    assert proper_name(capitals) == written


def test_an_address_is_its_lines_in_one() -> None:
    lines = ["FERNVILLE SURGERY", "17 PINE ST,MIDLAND ROAD", "", "HEMEL HEMPSTEAD", "HERTFORDSHIRE"]
    assert address_of(lines) == "Fernville Surgery, 17 Pine St, Midland Road, Hemel Hempstead, Hertfordshire"


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("Midland Road, Hemel Hempstead, Hertfordshire", "Hemel Hempstead"),
        ("100 High Street, London", "London"),
        ("The Surgery", ""),
        ("Kent, Essex", ""),
        ("", ""),
    ],
)
def test_the_town_is_the_last_line_that_is_no_county(address: str, town: str) -> None:
    assert town_of(address) == town
