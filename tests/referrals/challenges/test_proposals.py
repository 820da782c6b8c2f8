"""What answers and checks propose to challenge."""

import datetime as dt
from decimal import Decimal

import pytest

from daccom import calendar
from referrals.models import Answer, Episode, Load
from referrals.selectors.proposals import proposal_for, waiting_proposals, with_proposals
from tests.referrals.builders import JANUARY, make_episode, make_load, make_validation
from tests.referrals.builders_challenges import make_challenge, make_finding, settle_by

NO = Answer.NO


@pytest.fixture
def episode(cast):
    return make_episode(cast.alder)


def proposal(episode):
    return proposal_for(with_proposals(Episode.objects.filter(pk=episode.pk)).get())


def waiting(cast):
    return [one.episode for one in waiting_proposals([cast.alder], calendar.today())]


@pytest.mark.parametrize(
    ("question", "reason", "amount"),
    [
        ("discharge_summary", "no_summary", Decimal("4250.00")),
        ("nhs_number_recorded", "identity", Decimal("4250.00")),
        ("coded_correctly", "coding", None),
        ("dates_correct", "dates", None),
        ("registered_at_admission", "not_ours", Decimal("4250.00")),
    ],
)
def test_each_no_has_its_reason_and_its_price(episode, question, reason, amount):
    make_validation(episode, **{question: NO})
    found = proposal(episode)
    assert (found.reason, found.amount, found.direction) == (reason, amount, "overcharge")


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NOT_KNOWN])
def test_no_no_no_proposal(episode, answer):
    make_validation(episode, coded_correctly=answer)
    assert proposal(episode) is None


def test_without_answers_or_findings_nothing_is_proposed(episode):
    assert proposal(episode) is None


def test_a_finding_brings_its_amount_words_and_version(episode):
    make_finding(episode, "price", "1200.00")
    found = proposal(episode)
    assert (found.reason, found.amount, found.rule_version) == ("price", Decimal("1200.00"), "price-1")
    assert found.words == "Costs more than the tariff for its HRG."


def test_an_undercharge_is_a_proposal_in_the_other_direction(episode):
    make_finding(episode, "price", "-9000.00")
    found = proposal(episode)
    assert (found.direction, found.amount) == ("undercharge", Decimal("9000.00"))


def test_the_dearest_reason_leads_and_the_others_are_named(episode):
    make_finding(episode, "bed_days", "600.00", words="Six days too many.")
    make_validation(episode, registered_at_admission=NO)
    found = proposal(episode)
    assert (found.reason, found.amount, found.also) == ("not_ours", Decimal("4250.00"), ("Excess bed days",))
    assert found.words.endswith("Also: Six days too many.")


def test_a_check_knows_the_amount_of_what_a_person_only_denies(episode):
    make_finding(episode, "dates", "310.00")
    make_validation(episode, dates_correct=NO)
    assert proposal(episode).amount == Decimal("310.00")


def test_never_more_than_the_episode_cost(episode):
    make_finding(episode, "duplicate", "9999.00")
    assert proposal(episode).amount == Decimal("4250.00")


def test_a_credit_leaves_nothing_to_win_back(cast):
    credit = make_episode(cast.alder, total_cost="-10.00")
    make_validation(credit, coded_correctly=NO)
    make_finding(credit, "price", "30.00")
    assert proposal(credit) is None


def test_a_finding_on_which_no_price_hangs_proposes_nothing(episode):
    make_finding(episode, "dates", "0.00")
    assert proposal(episode) is None


def test_a_deliberate_yes_overrules_the_check_that_asks_the_same(episode):
    make_finding(episode, "identity", "4250.00")
    assert proposal(episode).reason == "identity"
    make_validation(episode)
    assert proposal(episode) is None


def test_a_yes_says_nothing_of_a_price(episode):
    make_finding(episode, "price", "100.00")
    make_validation(episode)
    assert proposal(episode).reason == "price"


def test_words_fit_the_challenge(episode):
    for rule in ("price", "bed_days", "overlap", "duplicate", "late"):
        make_finding(episode, rule, "10.00", words="w" * 200)
    assert len(proposal(episode).words) == 500


def test_the_dearest_wait_first(cast):
    cheap, dear = make_episode(cast.alder), make_episode(cast.alder)
    make_finding(cheap, "price", "10.00")
    make_finding(dear, "price", "900.00")
    make_validation(make_episode(cast.birch), coded_correctly=NO)
    make_validation(make_episode(cast.alder))
    assert waiting(cast) == [dear, cheap]


@pytest.mark.parametrize("status", ["raised", "accepted", "rejected", "withdrawn", "lapsed"])
def test_what_was_challenged_no_longer_waits(cast, episode, status):
    make_finding(episode)
    make_challenge(episode, status)
    assert waiting(cast) == []


@pytest.mark.parametrize(("status", "left"), [("with_provider", 0), ("accepted", 0), ("withdrawn", 1)])
def test_what_was_challenged_before_it_came_again_no_longer_waits(cast, episode, status, left):
    make_challenge(episode, status)
    Load.objects.filter(pk=episode.load_id).update(status="superseded")
    load = make_load(cast.pct, version=2)
    make_finding(make_episode(cast.alder, episode_id=episode.episode_id, load=load))
    assert len(waiting(cast)) == left


def test_what_is_past_its_final_date_no_longer_waits(cast, episode):
    make_finding(episode)
    settle_by(cast.pct, JANUARY, dt.date(2009, 2, 10), dt.date(2009, 2, 19))
    assert waiting(cast) == []


def test_a_pair_waits_once(cast, episode):
    twin = make_episode(cast.alder)
    make_finding(episode, "duplicate", "4250.00", counterpart=twin)
    make_finding(twin, "duplicate", "4250.00", counterpart=episode)
    assert waiting(cast) == [twin]
    make_challenge(twin, reason="duplicate")
    assert waiting(cast) == []


def test_a_pair_found_on_one_side_waits_there(cast, episode):
    twin = make_episode(cast.alder)
    make_finding(episode, "overlap", "4250.00", counterpart=twin)
    assert waiting(cast) == [episode]


def test_four_queries_however_many_wait(cast, django_assert_max_num_queries):
    for _ in range(5):
        make_finding(make_episode(cast.alder), "duplicate", counterpart=make_episode(cast.alder))
    with django_assert_max_num_queries(4):
        assert len(waiting(cast)) == 5
