"""The counts and totals that the source documents state, and how the files hang together."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.data.facts import FILES, facts, strings

TODAY = date(2009, 2, 20)


def ods_codes():
    return [practice["ods_code"] for practice in facts("organisations")["practices"]]


def people():
    return {person["key"] for person in facts("people")["people"]}


def priorities():
    return facts("priorities_2008")["priorities"]


@pytest.mark.parametrize("path", FILES)
def test_a_file_says_what_it_is_and_where_from(path):
    about = facts(path.rpartition("/")[2].removesuffix(".json"))["_about"]
    assert list(about) == ["what", "source", "conventions", "licence"]
    assert all(about.values())


def test_nineteen_practices_in_the_plans_order():
    practices = facts("organisations")["practices"]
    assert [practice["order"] for practice in practices] == list(range(1, 20))
    assert len(set(ods_codes())) == 19


def test_gms_and_pms_practices_make_all_practices():
    stated = {fact["key"]: fact["value"] for fact in facts("organisations")["stated_facts"]}
    assert stated["gms_practices"] + stated["pms_practices"] == stated["practices"] == 19
    assert (stated["registered_patients"], stated["training_practices"], stated["gps"]) == (151_822, 6, 93)


def test_only_groups_in_the_documents_have_a_name_of_their_own():
    groups = facts("organisations")["groups"]
    named = [group["name"] for group in groups if group["named_in_documents"]]
    assert named == ["DacCom", "WatCom", "Stahcom"]
    assert len(groups) == facts("organisations")["groups_stated"] == 4


@pytest.mark.parametrize(("key", "total"), [("counted_2013_q1", 158_902), ("derived_2008", 151_822)])
def test_list_sizes_add_up(key, total):
    (lists,) = (lists for lists in facts("list_sizes")["lists"] if lists["key"] == key)
    rows = [row for practice in lists["practices"].values() for row in practice.values()]
    assert sum(map(sum, rows)) == lists["total"] == total
    assert list(lists["practices"]) == ods_codes()
    assert {len(row) for row in rows} == {len(facts("list_sizes")["bands"])} == {9}


def test_only_the_scaled_lists_are_marked_simulated():
    assert [lists["simulated"] for lists in facts("list_sizes")["lists"]] == [False, True]


def test_twenty_one_executive_members():
    members = facts("people")["executive_2008_09"]["members"]
    assert [member["order"] for member in members] == list(range(1, 22))
    assert sum(member["sector"] in {"pct", "lpc"} for member in members) == 7
    assert len(facts("people")["executive_2006_07"]["members"]) == 11


def test_everyone_in_a_post_is_in_the_list_of_people():
    record = facts("people")
    named = [text for key, text in strings(record) if key == "person"]
    assert set(named) <= people()
    assert {post["practice"] for post in record["practice_posts"]} == set(ods_codes())


def test_thirty_three_objectives():
    assert Counter(priority["section"] for priority in priorities()) == {"national": 13, "local": 20}
    assert len({priority["code"] for priority in priorities()}) == 33


def test_every_row_of_an_objective_has_its_place():
    for priority in priorities():
        assert [row["order"] for row in priority["rows"]] == list(range(1, len(priority["rows"]) + 1))
        assert any(row["actions"] for row in priority["rows"]), priority["code"]
        assert len(priority["title"].split()) <= 12


def test_the_lists_of_priorities_and_the_appendix_differ_as_the_plan_does():
    record = facts("priorities_2008")
    unlisted = [priority["code"] for priority in priorities() if priority["listed_priority"] is None]
    assert unlisted == ["L19", "L20"]
    assert len(record["local_list_order"]) + len(record["listed_without_row"]) == 19


def test_twenty_six_objectives_reviewed_and_carried_forward():
    review = facts("review_2007")
    assert [objective["number"] for objective in review["objectives"]] == list(range(1, 27))
    assert Counter(objective["status"] for objective in review["objectives"]) == review["status_counts"]
    codes = {priority["code"] for priority in priorities()}
    assert all(set(objective["carried_to"]) <= codes for objective in review["objectives"])


def test_nine_savings_targets_make_the_pilots_total():
    pilot = facts("pilot_2006")
    planned = [target["planned_gbp"] for target in pilot["savings_targets"]]
    assert (len(planned), sum(planned)) == (9, pilot["pilot_total_gbp"]) == (9, 2_660_000)
    assert round(100 * sum(planned) / pilot["frp_total_gbp"]) == pilot["pilot_share_percent"] == 39


def test_each_project_of_the_pilot_has_its_own_targets_savings():
    pilot = facts("pilot_2006")
    for project in pilot["projects"]:
        targets = [t["planned_gbp"] for t in pilot["savings_targets"] if t["project"] == project["code"]]
        assert sum(targets) == project["saving_gbp"], project["name"]
    assert sum(part["hours"] for part in pilot["hours"]["allocations"]) == pilot["hours"]["total"]


def test_the_misprinted_saving_keeps_both_readings():
    (heart_failure,) = (t for t in facts("pilot_2006")["savings_targets"] if t["number"] == "1.9")
    assert (heart_failure["as_written"], heart_failure["literal_gbp"]) == ("£27", 27)
    assert heart_failure["planned_gbp"] == 27_000


def test_fifty_six_framework_targets_rated_as_stated():
    levels = facts("framework")["levels"]
    assert [level["target_count"] for level in levels] == [14, 19, 23]
    for level in levels:
        rated = Counter(target["rating"] for target in level["targets"])
        assert rated == Counter(level["stated_counts"])
        assert len(level["targets"]) == level["target_count"]


def test_the_des_review_computes_as_its_discrepancies_say():
    objectives = facts("des_review")["objectives"]
    tasks = [task for objective in objectives for task in objective["tasks"] if not task["placeholder"]]
    assert sum(objective["achieved_percent"] for objective in objectives) / len(objectives) == 75
    assert (sum(task["status"].startswith("yes") for task in tasks), len(tasks)) == (39, 63)
    assert facts("des_review")["stated"]["achieved_percent"] == 67


def test_the_month_ten_statement_leaves_203k_unexplained():
    statement = facts("finance")["statement_2007_08"]
    lines = sum(line["variance_gbp"] for line in statement["lines"])
    assert (lines, statement["printed_total_gbp"] - lines) == (550_000, -203_000)
    assert statement["unexplained_gbp"] == -203_000


def test_budget_categories_are_a_tree():
    categories = facts("finance")["categories"]
    codes = [category["code"] for category in categories]
    assert len(set(codes)) == len(codes)
    assert {category["parent"] for category in categories} - {None} <= set(codes)
    assert {line["category"] for line in facts("finance")["statement_2007_08"]["lines"]} <= set(codes)


def test_the_plan_prints_each_live_part_once():
    sections = facts("plan_2008")["sections"]
    assert [section["order"] for section in sections] == list(range(1, len(sections) + 1))
    live = [section["live"] for section in sections if section["kind"] == "live"]
    assert None not in live
    assert len(set(live)) == len(live) == 8
    assert all(section["markdown"] for section in sections if section["kind"] == "text")


def test_the_template_has_ten_sections_and_three_signatures():
    template = facts("plan_template")
    assert [section["number"] for section in template["sections"]] == [str(n) for n in range(1, 11)]
    parts = [part for section in template["sections"] for part in (section, *section["subsections"])]
    assert sum(field["repeat"] for part in parts for field in part["fields"]) == template["field_count"]
    assert [sign["role"] for sign in template["sign_off"]] == [
        "DacCom Executive Chair",
        "Joint PEC Commissioning Committee Chair",
        "PCT Chief Executive",
    ]


def test_projects_point_at_people_and_priorities_that_exist():
    codes = {priority["code"] for priority in priorities()}
    for project in facts("projects_2008")["projects"]:
        assert project["priority"] in codes
        assert set(project["clinical_leads"] + project["support"]) <= people()
        assert project["leads_stated"] == bool(project["clinical_leads"])


def test_milestones_pass_in_order_and_are_marked_simulated():
    for project in facts("projects_2008")["projects"]:
        milestones = project["milestones"]
        assert [milestone["number"] for milestone in milestones] == [1, 2, 3, 4]
        assert [m["planned"] for m in milestones] == sorted(m["planned"] for m in milestones)
        approved = [milestone["state"] == "approved" for milestone in milestones]
        assert approved == sorted(approved, reverse=True), project["title"]
        assert all(milestone["simulated"] for milestone in milestones)


def test_a_milestones_state_agrees_with_its_dates():
    for project in facts("projects_2008")["projects"]:
        for milestone in project["milestones"]:
            past = date.fromisoformat(milestone["planned"]) < TODAY
            assert past == (milestone["state"] != "planned"), project["title"]
            assert bool(milestone["decided"]) == (milestone["state"] == "approved")
            assert bool(milestone["submitted"]) == (milestone["state"] in {"approved", "awaiting decision"})


def test_eight_specialties_are_tracked_for_the_reduction():
    specialties = facts("specialties")["specialties"]
    assert sum(specialty["high_volume"] for specialty in specialties) == 8
    codes = {specialty["code"] for specialty in specialties}
    assert {hrg["specialty"] for hrg in facts("specialties")["hrgs"]} <= codes


def test_sample_hrgs_cost_something_and_say_they_are_invented():
    pods = {pod["code"] for pod in facts("specialties")["pods"]}
    for hrg in facts("specialties")["hrgs"]:
        assert 0 < hrg["cost_from_gbp"] < hrg["cost_to_gbp"]
        assert set(hrg["pods"]) <= pods
        assert hrg["simulated"]
