"""What is in a month, and what is still missing from it."""

import pytest

from referrals.content import canonical, digest, lines_of
from referrals.selectors.months import practice_month
from referrals.selectors.returns import known_before, preview
from tests.referrals.builders import (
    DECEMBER,
    JANUARY,
    make_episode,
    make_list_size,
    make_return,
    make_specialty,
    make_validation,
)


def missing(practice):
    return [item.words for item in preview(practice_month(practice, JANUARY)).missing()]


def test_a_complete_month_misses_nothing(cast, january):
    assert missing(cast.alder) == []


def test_nothing_entered(cast, specialties):
    assert missing(cast.alder) == ["The referrals of the month are not entered"]


def test_an_opened_draft_is_not_an_entry(cast, specialties):
    make_return(cast.alder)
    assert missing(cast.alder) == ["The referrals of the month are not entered"]


def test_a_blank_is_missing_and_a_zero_is_not(cast, specialties):
    surgery, orthopaedics, dermatology = specialties
    make_return(cast.alder, counts={surgery: (0, 0), orthopaedics: (4, 0), dermatology: (2, None)})
    assert missing(cast.alder) == [
        "1 box is empty: Dermatology (unscheduled). Enter 0 where there were no referrals"
    ]


def test_many_blanks_are_counted(cast, specialties):
    make_return(cast.alder, counts={specialties[0]: (1, None)})
    assert "and 2 more" in missing(cast.alder)[0]


def test_nobody_referred_needs_no_figures(cast, specialties):
    make_return(cast.alder, nil_referrals=True)
    assert missing(cast.alder) == []


@pytest.mark.parametrize(("cost", "asked"), [("3000.00", 0), ("3000.01", 1)])
def test_an_episode_is_asked_about_strictly_over_the_threshold(cast, january, cost, asked):
    make_episode(cast.alder, total_cost=cost)
    assert len(preview(january).episodes) == asked
    assert len(missing(cast.alder)) == asked


def test_an_answered_episode_is_not_missing(cast, january):
    make_validation(make_episode(cast.alder), discharge_summary="not_known")
    make_episode(cast.alder)
    make_episode(cast.alder)
    assert missing(cast.alder) == ["2 episodes have no answers yet"]


def test_episodes_of_other_practices_and_months_are_not_asked_about(cast, january):
    make_episode(cast.birch)
    make_episode(cast.alder, DECEMBER)
    assert preview(january).episodes == []


def test_a_line_outside_the_return_is_not_asked_for(cast, january):
    make_specialty("999", "Other", in_return=False)
    assert missing(cast.alder) == []


def test_the_content_says_what_is_sent(cast, january):
    make_validation(make_episode(cast.alder, total_cost="3500.00"))
    make_validation(make_episode(cast.alder), coded_correctly="no", note="Coded as a stroke")
    content = preview(january).content
    assert content["totals"] == {"elective": 9, "unscheduled": 3, "all": 12}
    assert (content["practice"], content["month"], content["nil_referrals"]) == ("E82901", "2009-01", False)
    assert (len(content["episodes"]), content["validated"], content["challenges"]) == (2, 1, 1)


def test_no_note_and_no_patient_is_in_the_content(cast, january):
    make_validation(make_episode(cast.alder), note="Coded as a stroke")
    text = canonical(preview(january).content)
    assert "stroke" not in text
    assert "9434765919" not in text


def test_the_fingerprint_follows_the_content(cast, january):
    before = preview(january).seen
    assert preview(january).seen == before
    make_validation(make_episode(cast.alder))
    assert preview(january).seen != before


def test_the_canonical_text_ignores_the_order_of_keys():
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


def test_the_lines_of_what_was_sent(cast, january):
    first = lines_of(preview(january).content)[0]
    assert first == {"specialty": "General Surgery", "elective": 3, "unscheduled": 1}


def test_what_is_known_before_anyone_types(cast, january, specialties):
    make_return(cast.alder, DECEMBER, "submitted", counts={specialties[0]: (20, 5)})
    make_list_size(cast.alder, 8_927)
    known = known_before(january)
    assert (known.patients, known.last_total) == (8_927, 25)


def test_nothing_known_is_not_zero(cast, january):
    make_return(cast.alder, DECEMBER)
    known = known_before(january)
    assert (known.patients, known.last_total, known.source) == (None, None, "")


def test_nobody_referred_last_month_is_zero(cast, january):
    make_return(cast.alder, DECEMBER, nil_referrals=True)
    assert known_before(january).last_total == 0


def test_the_preview_takes_the_same_queries_whatever_the_size(cast, january, django_assert_num_queries):
    with django_assert_num_queries(5):
        preview(january).missing()
    for number in range(20):
        make_validation(make_episode(cast.alder, specialty=make_specialty(f"5{number:02d}", f"No {number}")))
    again = practice_month(cast.alder, JANUARY)
    with django_assert_num_queries(5):
        preview(again).missing()
