"""The register's totals equal their rows to the penny, whatever was raised and however it ended."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals.challenges.states import STATES, line_of
from referrals.ledger.challenges import compare
from referrals.models import Challenge, Load, Reason
from referrals.selectors.challenge_register import Chosen, of_group, of_pct, of_practice, totals
from tests.books import discrepancies
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_load, make_provider
from tests.referrals.builders_challenges import make_challenge

CHECKS = ("the register of challenges equals its rows", "challenges stand with their episodes")
HISTORY = "challenges equal their history"

one = st.tuples(
    st.sampled_from(["alder", "birch", "oak"]),
    st.sampled_from(["RWG", "RAL"]),
    st.sampled_from(Reason.values),
    st.sampled_from(Challenge.Status.values),
    st.sampled_from(Challenge.Direction.values),
    st.sampled_from([DECEMBER, JANUARY]),
    st.decimals(min_value="0.04", max_value="4250.00", places=2),
)


def write(cast, drawn):
    for practice, provider, reason, status, direction, month, amount in drawn:
        episode = make_episode(getattr(cast, practice), month, provider=make_provider(provider, provider))
        make_challenge(episode, status, amount, reason=reason, direction=direction)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(one, max_size=8))
def test_totals_equal_their_rows_for_any_challenges(cast, drawn):
    with transaction.atomic():
        write(cast, drawn)
        for rows in (of_group(cast.erin, cast.dacorum), of_pct(cast.pat, cast.pct)):
            assert [str(figure) for figure in compare(totals(rows), rows, "") if not figure.agrees] == []
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(one, min_size=1, max_size=6))
def test_what_a_figure_opens_adds_up_to_it(cast, drawn):
    with transaction.atomic():
        write(cast, drawn)
        rows = of_pct(cast.pat, cast.pct)
        shown = totals(rows)
        for line in [shown.everything, *shown.by_provider, *shown.by_practice, *shown.by_reason]:
            for key in STATES:
                opened = rows.filter(Chosen(**{**line.chosen, "state": key}).condition)
                assert line_of(opened).sums[key] == line.sums[key]
        transaction.set_rollback(True)


@pytest.fixture
def register(cast):
    """One of each state for Alder, and an undercharge."""
    for status in Challenge.Status.values:
        make_challenge(make_episode(cast.alder), status, "1000.00")
    make_challenge(make_episode(cast.alder), "with_provider", "300.25", direction="undercharge")
    return totals(of_practice(cast.alice, cast.alder)).everything.sums


@pytest.mark.parametrize(
    ("key", "gross", "net"),
    [
        ("raised", "7000.00", "6699.75"),
        ("to-send", "1000.00", "1000.00"),
        ("with-provider", "1000.00", "699.75"),
        ("open", "2000.00", "1699.75"),
        ("accepted", "2000.00", "2000.00"),
        ("recovered", "1250.00", "1250.00"),
        ("lost", "2750.00", "2750.00"),
        ("withdrawn", "1000.00", "1000.00"),
    ],
)
def test_each_column_by_hand(register, key, gross, net):
    assert (register[key].gross, register[key].net) == (Decimal(gross), Decimal(net))


def test_two_queries_however_many(cast, django_assert_max_num_queries):
    for _ in range(8):
        make_challenge(make_episode(cast.alder))
    assert cast.pat.access.pct_ids
    with django_assert_max_num_queries(2):
        totals(of_pct(cast.pat, cast.pct))


def test_the_ledger_finds_nothing_wrong(cast, register):
    assert discrepancies(*CHECKS) == []


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"amount_at_stake": Decimal("4250.01")}, CHECKS[1]),
        ({"month": DECEMBER.first}, CHECKS[1]),
        ({"status": "withdrawn"}, HISTORY),
    ],
)
def test_the_ledger_finds_a_row_changed_behind_its_back(cast, change, check):
    challenge = make_challenge(make_episode(cast.alder), "lapsed")
    challenge.steps.model.objects.create(
        challenge=challenge, number=2, status="lapsed", made_at=challenge.ended_at
    )
    assert discrepancies(check) == []
    Challenge.objects.filter(pk=challenge.pk).update(**change)
    assert discrepancies(check)


def test_the_ledger_finds_a_price_that_is_claimed_twice(cast):
    old = make_challenge(make_episode(cast.alder, episode_id="E1")).episode.load
    Load.objects.filter(pk=old.pk).update(status=Load.Status.SUPERSEDED)
    again = make_load(cast.pct, old.provider, version=2)
    make_challenge(make_episode(cast.alder, episode_id="E1", load=again))
    assert len(discrepancies(CHECKS[1])) == 1


def test_the_ledger_compares_the_rows_of_each_figure(cast, register):
    shown = totals(of_pct(cast.pat, cast.pct))
    Challenge.objects.filter(status="rejected").update(amount_at_stake=F("amount_at_stake") + 1)
    assert [figure for figure in compare(shown, of_pct(cast.pat, cast.pct), "") if not figure.agrees]
