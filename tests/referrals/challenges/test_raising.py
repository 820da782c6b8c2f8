"""A practice challenges what an episode cost, and takes a challenge back."""

import datetime as dt
from decimal import Decimal

import pytest

from daccom import audit, calendar
from daccom.errors import Refused
from practices.models import Role
from referrals.models import Challenge, Load
from referrals.services.challenges import withdraw_challenge
from tests.cast import give_role
from tests.referrals.builders import JANUARY, make_episode, make_load
from tests.referrals.builders_challenges import claim, make_challenge, make_finding, settle_by


@pytest.fixture
def episode(cast):
    return make_episode(cast.alder)


def refused(episode, by, amount="1000.00", **changes):
    with pytest.raises(Refused) as caught:
        claim(episode, by, amount, **changes)
    assert Challenge.objects.filter(episode=episode).count() == 0
    return caught.value.rule


@pytest.mark.parametrize("name", ["alice", "bob"])
def test_a_manager_and_a_gp_raise(cast, episode, name):
    challenge = claim(episode, cast[name], "1000.00")
    assert (challenge.status, challenge.amount_at_stake) == ("raised", Decimal("1000.00"))
    assert (challenge.practice, challenge.provider, challenge.month) == (
        episode.practice,
        episode.provider,
        episode.month,
    )
    [step] = challenge.steps.all()
    assert (step.number, step.status, step.made_by, step.amount) == (1, "raised", cast[name], Decimal(1000))


def test_raising_is_written_down_without_its_words(cast, episode):
    [entry] = audit.history(claim(episode, cast.alice))
    assert entry.additional_data["verb"] == "challenge.raised"
    assert "another operation" not in str(entry.changes)


@pytest.mark.parametrize("name", ["charlie", "erin", "max", "pat", "ada", "zoe"])
def test_nobody_else_raises(cast, episode, name):
    assert refused(episode, cast[name]) == "challenge.not-your-job"


def test_the_rule_version_of_the_finding_is_kept(cast, episode):
    make_finding(episode, "price", "900.00")
    assert claim(episode, cast.alice, "900.00", reason="price").rule_version == "price-1"


def test_the_whole_cost_and_not_a_penny_more(cast, episode):
    assert refused(episode, cast.alice, "4250.01") == "challenge.over-the-cost"
    assert claim(episode, cast.alice, "4250.00").amount_at_stake == Decimal("4250.00")


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "NaN", "Infinity"])
def test_an_amount_is_pence_above_nought(cast, episode, amount):
    assert refused(episode, cast.alice, amount) == "challenge.amount"


def test_nothing_is_won_back_of_a_credit(cast):
    credit = make_episode(cast.alder, total_cost="-500.00")
    assert refused(credit, cast.alice, "500.00") == "challenge.over-the-cost"


def test_an_undercharge_goes_as_far_as_a_check_found_missing(cast, episode):
    make_finding(episode, "price", "-9000.00")
    under = {"reason": "price", "direction": "undercharge"}
    assert refused(episode, cast.alice, "9000.01", **under) == "challenge.over-the-cost"
    assert claim(episode, cast.alice, "9000.00", **under).direction == "undercharge"


@pytest.mark.parametrize("words", ["", "  \n"])
def test_words_are_needed(cast, episode, words):
    assert refused(episode, cast.alice, words=words) == "challenge.words-needed"


def test_words_have_a_limit(cast, episode):
    assert refused(episode, cast.alice, words="x" * 501) == "challenge.words-too-long"


@pytest.mark.parametrize("number", ["9434765919", "943 476 5919", "943-476-5919", "943\u00a0476\u00a05919"])
def test_words_hold_no_nhs_number(cast, episode, number):
    assert refused(episode, cast.alice, words=f"Not ours: {number}.") == "challenge.names-a-patient"


def test_other_numbers_may_stand_in_the_words(cast, episode):
    assert claim(episode, cast.alice, words="Spell 123456789 on 3 January 2009, £1,200.50, 12345678901.")


def test_the_providers_own_ten_digits_may_stand_in_the_words(cast):
    episode = make_episode(cast.alder, spell_id="1234567890")
    make_finding(episode, "duplicate", words="Same patient as episode 2345678901.")
    words = "Same patient as episode 2345678901, in spell 1234567890."
    assert claim(episode, cast.alice, words=words).words == words


def test_any_other_ten_digits_may_not(cast):
    episode = make_episode(cast.alder, spell_id="1234567890")
    words = "Spell 1234567890 is not 943 476 5919."
    assert refused(episode, cast.alice, words=words) == "challenge.names-a-patient"


def test_a_row_that_was_replaced_is_not_challenged(cast, episode):
    Load.objects.filter(pk=episode.load_id).update(status=Load.Status.SUPERSEDED)
    assert refused(episode, cast.alice) == "challenge.superseded"


def test_the_final_date_itself_still_counts(cast, episode):
    settle_by(cast.pct, JANUARY, dt.date(2009, 2, 10), calendar.today())
    assert claim(episode, cast.alice)


def test_after_the_final_date_nothing_is_raised(cast, episode):
    settle_by(cast.pct, JANUARY, dt.date(2009, 2, 10), dt.date(2009, 2, 19))
    assert refused(episode, cast.alice) == "challenge.final-day-passed"


@pytest.mark.parametrize("status", ["raised", "with_provider"])
def test_one_open_challenge_at_a_time(cast, episode, status):
    make_challenge(episode, status)
    with pytest.raises(Refused) as caught:
        claim(episode, cast.bob)
    assert caught.value.rule == "challenge.open"


def sent_again(episode, **fields):
    """The same episode in the next version of its month, dearer by a pound."""
    old = episode.load
    Load.objects.filter(pk=old.pk).update(status=Load.Status.SUPERSEDED)
    load = make_load(old.pct, old.provider, version=old.version + 1)
    said = {"episode_id": episode.episode_id, "total_cost": "4251.00", "load": load, **fields}
    return make_episode(said.pop("practice", episode.practice), **said)


def test_an_open_challenge_about_an_earlier_version_claims_the_same_price(cast, episode):
    make_challenge(episode, "with_provider")
    assert refused(sent_again(episode), cast.alice) == "challenge.open"


def test_an_earlier_version_of_another_practice_is_theirs(cast, episode):
    make_challenge(episode, "with_provider")
    assert claim(sent_again(episode, practice=cast.birch), cast.charlie)


@pytest.mark.parametrize("status", ["withdrawn", "accepted", "rejected"])
def test_what_ended_about_an_earlier_version_does_not_bind(cast, episode, status):
    make_challenge(episode, status)
    assert claim(sent_again(episode), cast.alice)


@pytest.mark.parametrize("status", ["accepted", "partly_accepted", "rejected"])
def test_no_second_challenge_after_an_answer(cast, episode, status):
    make_challenge(episode, status)
    with pytest.raises(Refused) as caught:
        claim(episode, cast.bob)
    assert caught.value.rule == "challenge.settled"


def test_what_was_withdrawn_may_be_raised_again(cast, episode):
    make_challenge(episode, "withdrawn")
    assert claim(episode, cast.alice).is_open


def test_a_pair_charged_twice_is_one_challenge(cast, episode):
    twin = make_episode(cast.alder)
    make_finding(twin, "duplicate", "4250.00", counterpart=episode)
    make_finding(episode, "duplicate", "4250.00", counterpart=twin)
    claim(twin, cast.alice, "4250.00", reason="duplicate")
    assert refused(episode, cast.alice, reason="duplicate") == "challenge.pair"
    assert claim(episode, cast.alice, reason="coding")


def test_the_row_that_a_pair_leaves_standing_is_not_claimed_too(cast, episode):
    twin = make_episode(cast.alder)
    make_finding(twin, "duplicate", "4250.00", counterpart=episode)
    claim(twin, cast.alice, "4250.00", reason="duplicate")
    assert refused(episode, cast.alice, reason="duplicate") == "challenge.pair"


def test_a_stay_within_another_does_not_hold_up_the_next_pair(cast, episode):
    second, third = make_episode(cast.alder), make_episode(cast.alder)
    make_finding(second, "overlap", "4250.00", counterpart=episode)
    make_finding(third, "overlap", "4250.00", counterpart=second)
    claim(third, cast.alice, "4250.00", reason="overlap")
    assert claim(second, cast.alice, "4250.00", reason="overlap")


@pytest.mark.parametrize("status", ["raised", "with_provider"])
def test_the_practice_withdraws_what_is_not_settled(cast, episode, status):
    challenge = make_challenge(episode, status)
    withdraw_challenge(challenge=challenge, by=cast.bob, words="Our mistake.", now=calendar.now())
    challenge.refresh_from_db()
    assert (challenge.status, challenge.ended_by) == ("withdrawn", cast.bob)
    assert list(challenge.steps.values_list("number", "status", "words"))[-1] == (
        2,
        "withdrawn",
        "Our mistake.",
    )


@pytest.mark.parametrize(
    ("name", "status", "words", "rule"),
    [
        ("pat", "with_provider", "We think so.", "challenge.not-your-job"),
        ("charlie", "raised", "Ours now.", "challenge.not-your-job"),
        ("alice", "accepted", "Too late.", "challenge.not-open"),
        ("alice", "lapsed", "Too late.", "challenge.not-open"),
        ("alice", "withdrawn", "Again.", "challenge.not-open"),
        ("alice", "raised", " ", "challenge.words-needed"),
        ("alice", "raised", "It was 9434765919.", "challenge.names-a-patient"),
    ],
)
def test_what_cannot_be_withdrawn(cast, episode, name, status, words, rule):
    challenge = make_challenge(episode, status)
    with pytest.raises(Refused) as caught:
        withdraw_challenge(challenge=challenge, by=cast[name], words=words, now=calendar.now())
    challenge.refresh_from_db()
    assert (caught.value.rule, challenge.status) == (rule, status)


def test_a_commissioner_with_a_practice_withdraws_for_that_practice_alone(cast, episode):
    give_role(cast.pat, Role.GP, cast.birch)
    with pytest.raises(Refused):
        withdraw_challenge(
            challenge=make_challenge(episode), by=cast.pat, words="No case.", now=calendar.now()
        )
