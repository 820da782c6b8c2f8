"""The page of the automatic checks, and setting one."""

import pytest
from django.test import Client

from daccom import audit, jobs
from daccom.calendar import FinancialYear
from daccom.errors import Refused
from daccom.models import Job
from referrals.checks import RULES
from referrals.checks.definitions import definition_of
from referrals.models import CheckSetting, Finding, Load
from referrals.selectors.check_settings import settings_of
from referrals.selectors.check_sums import checks_of
from referrals.services.check_settings import check_again, set_check
from referrals.services.findings import check_load
from referrals.tasks import check_year_again
from tests.referrals.builders import SENT_AT, make_episode

pytestmark = pytest.mark.django_db
PAGE = "/referrals/checks/daccom/2008/"
YEAR = FinancialYear(2008)
LATE_VALUES = {"is_on": "on", "days": "7", "reason": "The provider's system was down."}


@pytest.fixture
def change(cast):
    """A change of the days of grace by the programme manager; tests alter it."""
    return {
        "group": cast.dacorum,
        "year": YEAR,
        "rule": "late",
        "is_on": True,
        "values": {"days": 7},
        "reason": "The provider's system was down.",
        "by": cast.max,
        "now": SENT_AT,
    }


def refused(**change):
    with pytest.raises(Refused) as refusal:
        set_check(**change)
    return refusal.value.rule


def opened(person, address=PAGE, **posted):
    client = Client()
    client.force_login(person)
    return client.post(address, posted) if posted else client.get(address)


@pytest.fixture
def nobodies(cast):
    """Seven rows of Alder and two of Birch without an NHS number, judged."""
    rows = [make_episode(practice, nhs_number="") for practice in [cast.alder] * 7 + [cast.birch] * 2]
    check_load(load=rows[0].load, by=None)
    return rows


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_definition_with_its_provenance(code):
    definition = definition_of(code)
    assert definition.author
    assert definition.checked_by
    assert "challenge rules" in definition.source
    assert "<strong>" in definition.html


def test_the_readmission_rule_is_there_and_off(cast):
    assert not settings_of(cast.dacorum, YEAR)["readmission"].is_on
    assert settings_of(cast.dacorum, FinancialYear(2011))["readmission"].is_on
    assert all(one.is_on for code, one in settings_of(cast.dacorum, YEAR).items() if code != "readmission")


def test_a_change_is_kept_with_its_reason(cast, change):
    setting = set_check(**change)
    assert settings_of(cast.dacorum, YEAR)["late"].values == {"days": 7}
    assert audit.history(setting).first().changes["reason"] == ["", "The provider's system was down."]


def test_a_second_change_replaces_the_first(cast, change):
    set_check(**change)
    set_check(**{**change, "is_on": False, "values": {}})
    setting = CheckSetting.objects.get()
    assert (setting.is_on, setting.parameters) == (False, {"days": "7"})


@pytest.mark.parametrize(
    ("altered", "rule"),
    [
        ({"reason": " "}, "check.needs-reason"),
        ({"values": {"days": 0}}, "check.unchanged"),
        ({"values": {"days": 61}}, "check.impossible-value"),
    ],
)
def test_changes_that_make_no_sense_are_refused(change, altered, rule):
    assert refused(**{**change, **altered}) == rule
    assert not CheckSetting.objects.exists()


@pytest.mark.parametrize("name", ["erin", "alice", "pat"])
def test_only_the_programme_manager_sets_checks(cast, change, name):
    assert refused(**{**change, "by": cast[name]}) == "check.not-your-job"
    with pytest.raises(Refused, match="programme manager"):
        check_again(group=cast.dacorum, year=YEAR, by=cast[name])


def test_sums_are_those_of_the_groups_own_practices(cast, nobodies):
    others = make_episode(cast.oak, nhs_number="")
    check_load(load=others.load, by=None)
    found = checks_of(group=cast.dacorum, year=YEAR, user=cast.max)
    assert (found.total.count, found.total.over, found.total.net) == (9, 9 * 4250, 9 * 4250)


def test_undercharges_count_against_the_net(cast, nobodies):
    Finding.objects.filter(episode=nobodies[0]).update(amount=-250)
    total = checks_of(group=cast.dacorum, year=YEAR, user=cast.max).total
    assert (total.over, total.under, total.net) == (8 * 4250, 250, 8 * 4250 - 250)


def test_findings_of_replaced_versions_do_not_count(cast, nobodies):
    Load.objects.update(status="superseded")
    assert checks_of(group=cast.dacorum, year=YEAR, user=cast.max).total.count == 0


def test_small_numbers_are_for_the_practice_itself(cast, nobodies):
    by_group = checks_of(group=cast.dacorum, year=YEAR, user=cast.max).practices
    by_birch = checks_of(group=cast.dacorum, year=YEAR, user=cast.charlie).practices
    assert [row.sums for row in by_group] == [None, None]
    assert [row.sums and row.sums.count for row in by_birch] == [7, 2]


def test_the_page_shows_rules_in_words_and_sums(cast, nobodies):
    page = opened(cast.erin).content.decode()
    assert RULES["overlap"].words in page
    assert "£38,250" in page
    assert "Change" not in page


def test_a_year_without_extracts_says_so(cast):
    assert "nothing to check yet" in opened(cast.max).content.decode()


@pytest.mark.parametrize("address", ["/referrals/checks/daccom/1900/", "/referrals/checks/watcom/2008/"])
def test_other_groups_and_impossible_years_are_not_found(cast, address):
    assert opened(cast.erin, address).status_code == 404


def test_an_unknown_rule_is_not_found(cast):
    assert opened(cast.max, f"{PAGE}nonsense/").status_code == 404


def test_home_leads_to_the_nearest_group(cast):
    assert opened(cast.erin, "/referrals/checks/").url == PAGE


def test_the_form_saves_and_offers_to_run_again(cast, nobodies):
    assert opened(cast.max, f"{PAGE}late/", **LATE_VALUES).url == PAGE
    page = opened(cast.max).content.decode()
    assert "A check was changed since" in page
    assert "Run the checks again" in page


@pytest.mark.parametrize(
    ("altered", "words"),
    [
        ({"days": "61"}, "0 to 60 days"),
        ({"days": "x"}, "Enter a whole number"),
        ({"reason": ""}, "Write why"),
        ({"days": "0"}, "set already"),
    ],
)
def test_the_form_says_what_is_wrong(cast, altered, words):
    response = opened(cast.max, f"{PAGE}late/", **{**LATE_VALUES, **altered})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_tolerance_is_typed_in_pounds(cast):
    posted = {"is_on": "on", "tolerance": "£1,000.00", "reason": "Market forces factor."}
    opened(cast.max, f"{PAGE}price/", **posted)
    assert CheckSetting.objects.get().parameters == {"tolerance": "1000.00"}


def test_running_again_judges_every_load_of_the_year(cast, nobodies, change):
    set_check(**{**change, "rule": "identity", "is_on": False, "values": {}})
    job = check_again(group=cast.dacorum, year=YEAR, by=cast.max)
    assert check_year_again(job.pk)
    assert not Finding.objects.exists()
    assert not checks_of(group=cast.dacorum, year=YEAR, user=cast.max).is_stale
    assert not check_year_again(job.pk)


def test_two_clicks_are_one_job(cast):
    assert opened(cast.max, f"{PAGE}again/", go="1").status_code == 302
    assert opened(cast.max, f"{PAGE}again/", go="1").status_code == 302
    assert Job.objects.count() == 1


def test_the_page_says_that_checks_are_running(cast, nobodies):
    check_again(group=cast.dacorum, year=YEAR, by=cast.max)
    page = opened(cast.erin).content.decode()
    assert "See how far they are" in page
    assert "Run the checks again" not in page


def test_the_groups_readers_follow_the_job(cast):
    job = check_again(group=cast.dacorum, year=YEAR, by=cast.max)
    kind = jobs.kind_of(job)
    assert kind.shown_to(cast.erin, job.key)
    assert not kind.shown_to(cast.zoe, job.key)
    assert kind.result_url(job.key) == PAGE
    assert kind.title(job.key) == "Running the automatic checks of DacCom for 2008/09 again"


def test_the_page_takes_few_queries(cast, nobodies, django_assert_max_num_queries):
    client = Client()
    client.force_login(cast.erin)
    with django_assert_max_num_queries(14):
        client.get(PAGE)
