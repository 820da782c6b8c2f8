"""The demonstration's facts about change, and the command that loads it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from daccom import audit
from daccom.calendar import Month
from practices.demo.accounts import load_accounts
from practices.demo.organisations import load_organisations
from practices.models import CommissioningGroup, User
from programmes.demo.load import load_demonstration
from programmes.demo.marker import CannotLoad, loaded_version, mark_loaded
from programmes.demo.plan import load_plan, send_plan
from programmes.demo.projects import load_projects
from programmes.demo.review import load_review
from programmes.demo.savings import load_pilot, load_savings
from programmes.models import (
    CommissioningPlan,
    Milestone,
    PlanSection,
    Priority,
    PriorityItem,
    Project,
    ReviewedObjective,
    SavingsMonth,
    SavingsTarget,
)
from tests.cast import make_user
from tests.programmes.demonstration import tables_with_rows


@pytest.fixture
def places(db):
    load_organisations()
    load_accounts()


def silent(line: str) -> None:
    """Progress that nobody reads."""


def test_nine_pilot_targets_as_stated(places):
    load_pilot()
    targets = SavingsTarget.objects.filter(year=2006)
    assert (targets.count(), targets.aggregate(total=Sum("planned"))["total"]) == (9, 2_660_000)
    assert targets.get(number="1.9").as_written == "£27"


def test_months_add_up_to_their_target(places):
    load_pilot()
    for target in SavingsTarget.objects.all():
        assert target.months.aggregate(total=Sum("planned"))["total"] == target.planned


def test_the_pilot_has_no_actual_figures(places):
    load_pilot()
    assert not SavingsMonth.objects.exclude(actual=None).exists()


def test_this_years_targets_are_marked_simulated(places):
    load_pilot()
    load_savings()
    assert set(SavingsTarget.objects.filter(is_simulated=True).values_list("year", flat=True)) == {2008}


def test_26_reviewed_objectives(places):
    assert load_review() == ReviewedObjective.objects.count() == 26


def test_33_priorities_with_every_item_of_the_appendix(places):
    load_plan()
    assert Priority.objects.filter(section="national").count() == 13
    assert Priority.objects.filter(section="local").count() == 20
    assert PriorityItem.objects.filter(row__priority__code="N1", kind="action").count() > 3


def test_the_row_whose_page_is_lost_says_so(places):
    load_plan()
    assert "Page 32 is missing" in Priority.objects.get(code="N6").notes[0]


def test_the_plan_has_its_sections_in_order(places):
    load_plan()
    sections = list(PlanSection.objects.values_list("number", flat=True))
    assert sections[:3] == ["1", "2", "3"]
    assert sections[-2:] == ["A1", "A2"]
    assert set(PlanSection.objects.values_list("live", flat=True)) == set(PlanSection.Live.values)


def test_the_plan_is_sent_and_waits_for_the_chair(places):
    load_plan()
    assert send_plan() == 1
    plan = CommissioningPlan.objects.get()
    assert (plan.status, plan.versions.get().signatures.count()) == ("signing", 0)


def test_every_project_has_four_milestones(places):
    load_projects()
    assert Milestone.objects.count() == 4 * Project.objects.count()
    assert not Milestone.objects.filter(is_simulated=False).exists()


def test_milestones_wait_and_are_late(places, settings):
    load_projects()
    waiting = Milestone.objects.waiting()
    assert waiting.count() == 3
    assert all(milestone.steps.get().words == milestone.evidence for milestone in waiting)
    assert Milestone.objects.filter(status="pending", due_on__lt=settings.TODAY).count() == 3


def test_decisions_name_their_meeting(places):
    load_projects()
    approved = Milestone.objects.filter(status="approved")
    assert all(milestone.steps.get(kind="approved").meeting for milestone in approved)


def test_a_short_load_fills_every_table_that_journeys_read(db):
    planted = load_demonstration(say=silent, months=1)
    assert len(planted) == 10
    assert {"Episode", "MonthlyReturn", "MonthlySpend", "PlanVersion", "Milestone"} <= tables_with_rows()


def test_a_failing_load_leaves_nothing(db, monkeypatch):
    monkeypatch.setattr("programmes.demo.load.load_savings", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load_demonstration(say=silent, months=1)
    assert tables_with_rows() == set()


def test_it_is_loaded_once(db):
    load_organisations()
    mark_loaded()
    with pytest.raises(CannotLoad, match="while this load waited"):
        load_demonstration(say=silent, months=1)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_loads_and_prints_the_accounts(db, monkeypatch, tmp_path):
    monkeypatch.setattr("practices.demo.story.FIRST_MONTH", Month.parse("2009-01"))
    answers = tmp_path / "answers.json"
    assert "manager@fernville.example" in run("--answers", str(answers))
    assert "duplicate" in answers.read_text()
    group = CommissioningGroup.objects.get(slug="daccom")
    assert audit.history(group).first().additional_data == {"verb": "demonstration.loaded"}


def test_the_answers_are_written_only_when_asked_for(db, monkeypatch, tmp_path):
    monkeypatch.setattr("practices.demo.story.FIRST_MONTH", Month.parse("2009-01"))
    monkeypatch.chdir(tmp_path)
    run()
    assert list(tmp_path.rglob("*.json")) == []


def test_a_second_run_does_nothing_but_print(db, monkeypatch, django_assert_max_num_queries):
    load_organisations()
    mark_loaded()
    with django_assert_max_num_queries(4):
        assert "manager@fernville.example" in run()
    assert not User.objects.exists()


def test_an_earlier_version_is_kept_and_said(db, monkeypatch):
    load_organisations()
    mark_loaded()
    monkeypatch.setattr("programmes.management.commands.load_demo.data_version", lambda: "later")
    assert "an earlier version" in run()


def test_real_people_are_left_alone(db):
    make_user("alice")
    with pytest.raises(CommandError, match="real people"):
        run()
    assert tables_with_rows() == {"User"}


def test_accounts_without_a_demonstration_are_left_alone(db):
    make_user("alice", is_demonstration=True)
    with pytest.raises(CannotLoad, match="no demonstration"):
        loaded_version()


def test_without_a_pinned_date_it_names_one(db, settings):
    settings.TODAY = ""
    with pytest.raises(CommandError, match="TODAY=2009-02-20"):
        run()
