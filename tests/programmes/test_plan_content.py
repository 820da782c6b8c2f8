"""What a plan holds: its texts as written, its figures as they stand on the day."""

import datetime as dt
import json

import pytest

from programmes.models import CommissioningPlan
from programmes.selectors.plans import assemble, digest
from tests.cast import make_practice
from tests.programmes import builders_plan as build


@pytest.fixture
def plan(cast):
    return build.make_plan(cast)


def blocks(plan, live):
    """What the live section shows, through the whole content."""
    build.make_live_section(plan, live)
    return assemble(plan, build.NOW)["sections"][-1]["blocks"]


def test_content_names_plan_group_year_and_signatories(plan):
    content = assemble(plan, build.NOW)
    assert content["title"] == "Commissioning Plan 2008/09"
    assert (content["group"], content["pct"]) == ("DacCom", "West Hertfordshire PCT")
    assert (content["first_day"], content["last_day"]) == ("2008-04-01", "2009-03-31")
    assert content["as_of"] == "2009-02-20T10:15:00+00:00"
    assert len(content["signatories"]) == 3


def test_sections_come_in_order_with_their_text(plan):
    sections = assemble(plan, build.NOW)["sections"]
    assert [section["heading"] for section in sections] == ["Introduction", "Agreement", "Our locality"]
    assert sections[0]["body"] == "What DacCom *will* do."
    assert sections[1]["completed_by"] == "PCT"


def test_content_is_plain_json(plan):
    content = assemble(plan, build.NOW)
    assert json.loads(json.dumps(content)) == content


def test_same_content_has_the_same_digest_in_any_order_of_keys(plan):
    content = assemble(plan, build.NOW)
    assert digest(content) == digest(dict(reversed(content.items())))
    assert len(digest(content)) == 64


def test_one_changed_letter_changes_the_digest(plan):
    before = digest(assemble(plan, build.NOW))
    plan.sections.filter(order=1).update(body="What DacCom *will* do!")
    assert digest(assemble(plan, build.NOW)) != before


def test_practices_come_with_their_people_and_patients(cast, plan):
    build.make_post("Dr Ash", "Clinical lead", body="practice", practice=cast.alder)
    build.make_post("Alice", "Practice manager", body="practice", practice=cast.alder)
    build.make_count(cast.alder, 900, as_at="2007-01-01")
    build.make_count(cast.alder, 1000)
    (table,) = blocks(plan, "practices")
    assert table["rows"][0] == ["Alder Surgery", "", "E82901", ["Dr Ash"], ["Alice"], 1000]
    assert table["rows"][1] == ["Birch Surgery", "", "E82902", [], [], None]
    assert table["total"][-1] == 1000
    assert "1 January 2008: PCT count" in table["note"]
    assert table["simulated"] is False


def test_practices_that_left_or_belong_elsewhere_are_not_listed(cast, plan):
    make_practice("Cedar Surgery", "E82904", cast.dacorum)
    cast.dacorum.memberships.filter(practice=cast.birch).update(left_on=dt.date(2009, 1, 1))
    (table,) = blocks(plan, "practices")
    assert [row[0] for row in table["rows"]] == ["Alder Surgery", "Cedar Surgery"]


def test_derived_list_sizes_are_marked_simulated(cast, plan):
    build.make_count(cast.alder, 1000, is_simulated=True)
    assert blocks(plan, "practices")[0]["simulated"] is True


def test_executive_lists_who_sits_on_it_today(cast, plan):
    build.make_post("Chris", "Chair", body="executive", group=cast.dacorum, responsibilities=["Budget"])
    build.make_post("Gone", "GP", body="executive", group=cast.dacorum, ended_on=dt.date(2008, 1, 1))
    (table,) = blocks(plan, "executive")
    assert table["rows"] == [["Chris", "Chair", ["Budget"]]]


@pytest.mark.parametrize(("live", "code"), [("priorities_national", "N1"), ("priorities_local", "L1")])
def test_priorities_are_listed_by_kind(plan, live, code):
    build.make_priority(plan, "N1", "national")
    build.make_priority(plan, "L1", "local")
    assert blocks(plan, live)[0]["rows"] == [[code, f"Reach {code}"]]


@pytest.mark.parametrize(("live", "code"), [("appendix_national", "N1"), ("appendix_local", "L1")])
def test_appendix_holds_every_row_with_its_items(plan, live, code):
    build.make_priority(plan, "N1", "national")
    build.make_priority(plan, "L1", "local")
    (block,) = blocks(plan, live)
    assert [priority["code"] for priority in block["priorities"]] == [code]
    assert block["priorities"][0]["rows"] == [
        {
            "lead": "DacCom",
            "timescale": "March 2009",
            "actions": [f"The Action of {code}"],
            "milestones": [f"The Milestone of {code}"],
            "outcomes": [f"The Outcome of {code}"],
        }
    ]


def test_review_is_of_the_year_before(cast, plan):
    build.make_review(cast)
    (table,) = blocks(plan, "review")
    assert table["caption"] == "Objectives of 2007/08 and how far they came"
    assert table["rows"] == [["1", "Balance", "Not yet achieved", ["Not yet.", "Goes on."]]]


def test_milestones_say_decided_waiting_late_or_due(cast, plan):
    project = build.make_project(cast)
    day = dt.date(2009, 1, 10)
    build.make_milestone(project, 1, status="approved", submitted_on=day, decided_on=day)
    build.make_milestone(project, 2, status="submitted", submitted_on=day)
    build.make_milestone(project, 3, due_on=dt.date(2009, 2, 1))
    projects, steps = blocks(plan, "milestones")
    assert projects["rows"] == [["Diabetes", "Dr Lee", "", ""]]
    assert steps["rows"] == [
        [
            "Diabetes",
            "Approved on 10 January 2009",
            "Waiting for a decision; due 31 March 2009",
            "Late: due 1 February 2009",
            "",
        ]
    ]


def test_a_milestone_still_ahead_is_due(cast, plan):
    build.make_milestone(build.make_project(cast), 4, is_simulated=True)
    _, steps = blocks(plan, "milestones")
    assert steps["rows"][0][4] == "Due 31 March 2009"
    assert steps["simulated"] is True


def test_budget_adds_up_the_practices_of_the_group(cast, plan):
    build.make_budgets(cast, "1000.50")
    (table,) = blocks(plan, "budget")
    assert table["rows"] == [["Acute commissioning", "2001.00"]]
    assert table["total"] == ["All categories", "2001.00"]
    assert table["simulated"] is True


def test_budget_as_stated_is_not_marked(cast, plan):
    build.make_budgets(cast, simulated=False).__class__.objects.update(outside_pbc=True)
    (table,) = blocks(plan, "budget")
    assert table["rows"][0][0] == "Acute commissioning (outside PBC)"
    assert table["simulated"] is False


def test_savings_stand_beside_what_was_planned(cast, plan):
    build.make_target(build.make_project(cast))
    (table,) = blocks(plan, "savings")
    assert table["rows"] == [["2008/09", "1.1", "Clinics", "Diabetes", "122000.00", "1000.00"]]
    assert table["total"][-2:] == ["122000.00", "1000.00"]


def test_nothing_saved_yet_is_no_zero(cast, plan):
    build.make_target(build.make_project(cast), saved=None)
    assert blocks(plan, "savings")[0]["rows"][0][-1] is None


def test_assembling_takes_the_same_queries_however_long_the_plan(cast, plan, django_assert_max_num_queries):
    for live in ("practices", "executive", "appendix_national", "review", "milestones", "budget", "savings"):
        build.make_live_section(plan, live)
    for number in range(20):
        build.make_priority(plan, f"N{number}")
    fresh = CommissioningPlan.objects.select_related("group__pct").get(pk=plan.pk)
    with django_assert_max_num_queries(20):
        assemble(fresh, build.NOW)
