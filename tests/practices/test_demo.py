"""The demonstration's people and places."""

import numpy as np
import pytest
from django.db.models import Sum

from practices.demo.accounts import ACCOUNTS, PASSWORD, describe_accounts, load_accounts, managers
from practices.demo.draws import Draws
from practices.demo.facts import data_version, facts
from practices.demo.organisations import load_list_sizes, load_organisations
from practices.demo.people import load_people
from practices.demo.shares import shared
from practices.demo.story import simulated_months
from practices.models import Appointment, ListSize, Membership, Person, Practice, Role, RoleAssignment, User
from practices.services.accounts import open_account
from tests.cast import make_practice


@pytest.fixture
def places(db):
    load_organisations()


def test_the_same_key_draws_the_same_numbers_everywhere():
    assert Draws("a", 1).below(1000, 5).tolist() == [879, 97, 306, 963, 393]
    assert Draws("a", 2).below(1000, 5).tolist() != Draws("a", 1).below(1000, 5).tolist()


def test_draws_stay_within_their_limits():
    drawn = Draws("limits").between(3, 5, 2_000)
    assert set(drawn.tolist()) == {3, 4, 5}


def test_picks_follow_the_weights():
    picked = np.bincount(Draws("weights").pick(np.array([1, 0, 3]), 10_000), minlength=3)
    assert picked[1] == 0
    assert 0.23 < picked[0] / 10_000 < 0.27


def test_counts_vary_about_their_means():
    counts = Draws("counts").counts(np.full(20_000, 400_000, dtype=np.int64))
    assert 399 < counts.mean() < 401
    assert 19 < counts.std() < 21


def test_shares_add_up_to_the_whole():
    assert shared(100, [1, 1, 1]) == [34, 33, 33]


def test_months_are_the_last_ones():
    assert [month.slug for month in simulated_months(2)] == ["2008-12", "2009-01"]
    assert simulated_months(99)[0].slug == "2007-04"


def test_nineteen_practices_with_their_codes(places):
    assert Practice.objects.count() == Membership.objects.filter(group__slug="daccom").count() == 19
    assert Practice.objects.get(ods_code="E82022").name == "Fernville Surgery"


def test_contract_and_training_are_not_invented(places):
    assert not Practice.objects.exclude(contract="").exists()
    assert not Practice.objects.exclude(is_training=None).exists()


def test_a_practice_from_the_national_register_is_kept(db):
    known = make_practice("BENNETTS END SURGERY", "E82032", address="Gatecroft, Hemel Hempstead")
    load_organisations()
    known.refresh_from_db()
    assert (known.name, known.address) == ("Bennetts End Surgery", "Gatecroft, Hemel Hempstead")


def test_two_list_sizes_and_only_one_of_them_counted(places):
    assert load_list_sizes() == 19 * 2 * 9 * 2
    totals = ListSize.objects.values_list("is_simulated").annotate(Sum("patients"))
    assert dict(totals) == {True: 151_822, False: 158_902}


def test_the_executive_of_the_plan_holds_its_posts(places):
    load_people()
    executive = Appointment.objects.filter(body="executive", ended_on=None)
    assert executive.count() == 21
    assert executive[0].person.name == "Dr Zunia Hurst"
    assert "Medicines Management Lead" in executive[0].responsibilities


def test_every_practice_has_its_lead_and_manager(places):
    load_people()
    posts = Appointment.objects.filter(body="practice").values_list("practice", "post")
    assert len(set(posts)) == 19 * 2


def test_one_account_for_every_role(places):
    load_accounts()
    assert set(RoleAssignment.objects.values_list("role", flat=True)) == set(Role.values)
    assert not User.objects.filter(is_demonstration=False).exists()
    assert User.objects.get(email="chair@daccom.example").check_password(PASSWORD)


def test_every_practice_has_a_manager_who_can_sign_in(places):
    load_accounts()
    assert set(managers()) == set(Practice.objects.values_list("pk", flat=True))


def test_nobody_of_the_documents_has_an_account(places):
    load_people()
    stated = {name.removeprefix("Dr ") for name in Person.objects.values_list("name", flat=True)}
    assert not stated & {account.name.removeprefix("Dr ") for account in ACCOUNTS}


def test_account_names_and_addresses_are_their_own():
    assert len({account.name for account in ACCOUNTS}) == len(ACCOUNTS)
    assert all(account.email.endswith(".example") for account in ACCOUNTS)


def test_the_printed_list_shows_each_role_and_the_password():
    printed = describe_accounts()
    assert all(role.label in printed for role in Role)
    assert PASSWORD in printed


def test_the_version_changes_with_the_facts(settings, tmp_path):
    here = data_version()
    settings.BASE_DIR = tmp_path
    (tmp_path / "practices" / "data").mkdir(parents=True)
    (tmp_path / "practices" / "data" / "people.json").write_text("{}")
    assert data_version() != here


def test_an_unknown_fact_file_is_an_error():
    with pytest.raises(FileNotFoundError):
        facts("practices", "dentists")


@pytest.mark.parametrize("demonstration", [True, False])
def test_accounts_opened_in_the_demonstration_belong_to_it(cast, demonstration):
    cast.ada.is_demonstration = demonstration
    opened = open_account(name="New Person", email="new@example.test", by=cast.ada)
    assert opened.is_demonstration is demonstration


def test_one_account_waits_for_its_role(places):
    load_accounts()
    assert [user.name for user in User.objects.filter(role_assignments=None)] == ["Emma Rowland"]
