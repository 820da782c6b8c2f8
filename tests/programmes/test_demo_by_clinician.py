"""The demonstration's returns by clinician, and what practices said of odd figures."""

from collections import Counter

import pytest

from tests.programmes.demonstration import the_demonstration

FOUR = {"E82022", "E82028", "E82066", "E82091"}


@pytest.fixture
def contents(db):
    return [version["content"] for version in the_demonstration().versions]


def test_four_practices_count_by_clinician_of_late(contents):
    counted = {(content["practice"], content["month"]) for content in contents if "by_clinician" in content}
    assert {practice for practice, _ in counted} == FOUR
    assert min(month for _, month in counted) == "2008-09"
    assert ("E82022", "2009-01") not in counted  # the visitor sends it


def test_clinicians_add_up_to_their_practice(contents):
    for content in contents:
        summed = Counter()
        for one in content.get("by_clinician", ()):
            summed.update({(row["code"], row["urgency"]): row["referrals"] for row in one["counts"]})
        if summed:
            assert summed == {(row["code"], row["urgency"]): row["referrals"] for row in content["counts"]}


def test_somebody_referred_nobody_and_somebody_left(contents):
    names = {
        (content["month"], one["clinician"]): one["nil"]
        for content in contents
        for one in content.get("by_clinician", ())
    }
    assert [key for key, nil in names.items() if nil] == [("2008-12", "Dr Ivy Mockford")]
    assert max(month for month, name in names if name == "Dr Bea Formerly") == "2008-11"


def test_odd_figures_are_explained_since_practices_are_asked(contents):
    months = Counter(content["month"] for content in contents if "explanations" in content)
    assert set(months) == {"2008-11", "2008-12", "2009-01"}
    assert all(said["words"] for content in contents for said in content.get("explanations", ()))
